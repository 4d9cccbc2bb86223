"""An answer: attributes, JSON, the terminal's text, tables and pictures."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from ._piece import Piece

if TYPE_CHECKING:
    import pandas
    import polars

    from . import _engine

WIDTH = 80
"""Columns of a text where nothing else is said; a command that writes into a pipe has as many."""

MOST_ROWS = 200
"""So many rows of a table are shown in a notebook; `rows()` has all."""


class Answer(Piece):
    """What comes back from a question.

    It has the keys of the command's JSON as attributes. `str(answer)` is the text that the command prints, `answer.json` its JSON to the
    byte, `answer.rows()` the same as flat rows. A notebook shows it as a table, or as a picture where there is one.

    >>> import statecraft
    >>> case = statecraft.Case.open("cases/prisoners-dilemma")
    >>> answer = case.analyze(concept="nash")
    >>> answer.accounts[0].equilibria["nash"]
    [1]
    >>> answer == case.analyze(concept="nash")
    True
    """

    def __init__(self, told: _engine.Told) -> None:
        self._told = told

    @cached_property
    def _data(self) -> dict[str, Any]:  # type: ignore[override]
        data: dict[str, Any] = json.loads(self.json)
        return data

    @cached_property
    def json(self) -> str:
        """The JSON that the command writes with `--format json`."""
        return self._told.json()

    def text(self, width: int = WIDTH, all: bool = False) -> str:
        """The text for a terminal of this width, with `all` however long."""
        return self._told.text(width, all)

    def rows(self) -> list[dict[str, Any]]:
        """Flat rows: those of the command's CSV where it writes one, else one for each line of the answer's main list."""
        from ._rows import rows

        return rows(self._told.csv(), self.to_dict())

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas table; pandas must be installed.

        >>> import statecraft
        >>> table = statecraft.Case.open("cases/prisoners-dilemma").analyze(concept="nash").to_pandas()
        >>> table[table["nash.all"]]["state"].tolist()
        [1]
        """
        import pandas

        return pandas.DataFrame(self.rows())

    def to_polars(self) -> polars.DataFrame:
        """The rows as a polars table; polars must be installed.

        >>> import statecraft
        >>> statecraft.Case.open("cases/prisoners-dilemma").states().to_polars().height
        4
        """
        import polars

        return polars.DataFrame(self.rows(), infer_schema_length=None)

    def svgs(self, all: bool = False) -> list[str]:
        """Its pictures as SVG, one for each account if there are several; none of an answer that has no picture."""
        return self._told.pictures(all, False)

    def dots(self, all: bool = False) -> list[str]:
        """The same for Graphviz."""
        return self._told.pictures(all, True)

    def __str__(self) -> str:
        return self.text()

    def _repr_svg_(self) -> str | None:
        pictures = self.svgs()
        return pictures[0] if len(pictures) == 1 else None

    def _repr_html_(self) -> str:
        pictures = self.svgs()
        if pictures:
            return "".join(f"<div>{picture}</div>" for picture in pictures)
        rows = self.rows()
        if not rows:
            return f"<pre>{escape(str(self))}</pre>"
        return _table(rows)


class Page(Answer):
    """An answer that is a page for a reader."""

    def markdown(self, audience: Literal["reader", "analyst"] = "reader") -> str:
        """The page as Markdown; for an analyst with the names of the method's concepts."""
        return self._told.markdown(audience == "analyst")

    def html(self, audience: Literal["reader", "analyst"] = "reader") -> str:
        """The page as one file for a browser."""
        return self._told.html(audience == "analyst")

    def docx(self, audience: Literal["reader", "analyst"] = "reader") -> bytes:
        """The page as a document for a word processor."""
        return self._told.docx(audience == "analyst")

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def _repr_html_(self) -> str:
        return f"<iframe srcdoc='{escape(self.html())}' style='width: 100%; height: 40em; border: 0' sandbox></iframe>"


class Calendar(Answer):
    """An answer that is also days of a calendar."""

    def ics(self) -> str:
        """The list as entries of a calendar, on the `horizon` of the case."""
        return self._told.ics()


class ManyAnswers(list[Any]):
    """Several answers to one question, one for each account."""

    def __init__(self, told: _engine.Told, items: Iterable[Piece]) -> None:
        super().__init__(items)
        self._told = told

    @property
    def json(self) -> str:
        """The JSON that the command writes with `--format json`."""
        return self._told.json()

    def text(self, width: int = WIDTH, all: bool = False) -> str:
        """The text for a terminal of this width."""
        return self._told.text(width, all)

    def to_dict(self) -> list[dict[str, Any]]:
        """The same as plain Python data."""
        return [item.to_dict() for item in self]

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def _table(rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(row.get(column))}</td>" for column in columns) + "</tr>" for row in rows[:MOST_ROWS]
    )
    more = f"<p>{len(rows) - MOST_ROWS} more rows; <code>.rows()</code> has all</p>" if len(rows) > MOST_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case True:
            return "yes"
        case False:
            return "no"
        case _:
            return escape(str(value))
