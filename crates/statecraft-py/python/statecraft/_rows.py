"""Answers as flat rows."""

from __future__ import annotations

import csv
import io
from typing import Any

LISTS: dict[str, tuple[str, ...]] = {
    "explanation": ("accounts", "actors"),
    "comparison": ("watch",),
    "perceptions": ("concepts", "holds"),
    "robust": ("accounts", "counts"),
    "ledger": ("accounts",),
    "change": ("accounts", "states"),
    "paths": ("accounts", "goals"),
    "coalitions": ("accounts", "departures"),
    "impact": ("dropped",),
    "brief": ("outcomes",),
    "scenarios": ("proposed",),
    "variants": ("variants", "leads"),
    "linkage": ("accounts", "concepts"),
    "seal": ("accounts", "outcomes"),
    "seal-check": ("changes",),
    "score": ("codings", "accounts"),
    "diff": ("accounts",),
    "check": ("problems",),
}
"""The lists of an answer that are its rows, from the outside in."""


def rows(table: str | None, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of an answer; `table` is the command's CSV, where it writes one."""
    if table is not None:
        return [{column: _read(column, cell) for column, cell in row.items()} for row in csv.DictReader(io.StringIO(table))]
    return _nested(answer, LISTS.get(answer["format"].removeprefix("statecraft-"), ()), {})


def _read(column: str, cell: str) -> Any:
    """A cell of the CSV: verdicts and options are true or false, states numbers where they have them."""
    if column == "state":
        return int(cell) if cell.isdecimal() else cell
    if column in ("account", "title", "taken", "open") or cell not in ("", "0", "1"):
        return cell or None
    return None if cell == "" else cell == "1"


def _nested(part: Any, lists: tuple[str, ...], outer: dict[str, Any]) -> list[dict[str, Any]]:
    if not lists:
        return [{**outer, **_flat(part)}]
    inner = part.get(lists[0]) or []
    around = outer if len(outer) == 0 and "format" in part else {**outer, **_flat(part, scalars_only=True)}
    if isinstance(inner, dict):
        inner = [{"key": key, **(value if isinstance(value, dict) else {"value": value})} for key, value in inner.items()]
    found = []
    for item in inner:
        for one in item if isinstance(item, list) else [item]:
            if lists[0] == "accounts" and "id" in one:
                one = {"account": one["id"], **{key: value for key, value in one.items() if key != "id"}}
            found += _nested(one, lists[1:], around)
    return found


def _flat(part: dict[str, Any], scalars_only: bool = False, before: str = "") -> dict[str, Any]:
    """What stands in an object as columns."""
    found: dict[str, Any] = {}
    for key, value in part.items():
        column = before + key
        if value is None or isinstance(value, (bool, int, float, str)):
            found[column] = value
        elif scalars_only:
            continue
        elif isinstance(value, dict):
            found.update(_flat(value, before=f"{column}."))
        elif all(not isinstance(item, (dict, list)) for item in value):
            found[column] = " ".join(map(str, value))
        else:
            found[column] = len(value)
    return found
