"""The scanner: Python in a worker, which looks at frames and checks badges."""
