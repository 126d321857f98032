"""The webcam simulator: frames that can be trusted to be what they say."""
