"""The decoder's wheel: the same contract on PyPI's zxing-cpp and on the wheel that browsers get."""
