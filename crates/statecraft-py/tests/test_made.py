"""What is made is fresh."""

import runpy
from pathlib import Path

HERE = Path(__file__).parents[1]


def test_the_classes_of_answers_are_those_of_the_schema() -> None:
    made = runpy.run_path(str(HERE / "make_answers.py"))
    assert made["TARGET"].read_text(encoding="utf-8") == made["text"](), "run crates/statecraft-py/make_answers.py"
