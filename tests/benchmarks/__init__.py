"""The benches: that they measure what they say, and say it as documented."""
