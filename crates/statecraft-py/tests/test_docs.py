"""What the documents show runs."""

import inspect
import os
import re
from pathlib import Path

import matplotlib
import nbformat
import pytest
import statecraft
from nbclient import NotebookClient

ROOT = Path(__file__).parents[3]
matplotlib.use("Agg")


def blocks(path: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (ROOT / path).read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("path", ["docs/python.md", "crates/statecraft-py/README.md"])
def test_examples_run(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.symlink(ROOT / "cases", tmp_path / "cases")
    monkeypatch.chdir(tmp_path)
    found, names = blocks(path), {}
    for block in found:
        exec(block, names)
    assert found
    if path == "docs/python.md":
        assert (tmp_path / "outcomes.png").stat().st_size > 5000 and len(found[0].strip().splitlines()) <= 10


def test_the_table_has_every_question_with_its_arguments() -> None:
    text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `case\.(\w+)\(.*?\)` \| .*? \| (.*?) ?\|$", text, re.MULTILINE))
    others = {"open", "from_toml", "from_dict", "to_dict", "variant", "edit", "undo", "save"}
    methods = {name: one for name, one in inspect.getmembers(statecraft.Case, callable) if not name.startswith("_")}
    assert set(rows) == set(methods) - others
    for name, told in rows.items():
        known = set(inspect.signature(methods[name]).parameters) - {"self", "time_limit"}
        said = set(re.findall(r"`(\w+)`", told))
        positional = set(re.findall(rf"`case\.{name}\((\w+)\)`", text))
        assert known == said | positional, name


def test_the_notebook_runs() -> None:
    notebook = nbformat.read(ROOT / "docs/notebooks/first-case.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is kept without outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    kinds = {kind for output in shown for kind in output.get("data", {})}
    assert {"text/html", "image/svg+xml"} <= kinds
