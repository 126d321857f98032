"""What `build.py` does, a file a step.

`environment` and what it imports run on a bare Python; every other step runs inside the project's own
virtual environment, started by `environment.run_inside`.
"""
