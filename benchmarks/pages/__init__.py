"""Pages to compare with; README.md says what they are."""

from pathlib import Path

FOLDER = Path(__file__).parent
