"""What is told of people beside the roster."""
