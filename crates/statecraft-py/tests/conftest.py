"""Paths in tests and examples are those of the repository."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[3]
os.chdir(ROOT)
