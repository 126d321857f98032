"""OneRoster 1.1 (1EdTech), as CSV files in bulk."""
