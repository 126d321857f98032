"""What staff do with students: who may do it to whom, and what comes of it. Knows no HTTP."""
