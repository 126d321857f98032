"""Apps that nobody here wrote sign in with a running portal: each library as its own manual has it."""
