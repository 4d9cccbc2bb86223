"""Why something was refused."""

from __future__ import annotations

from typing import NamedTuple


class Diagnostic(NamedTuple):
    """What is wrong, and where."""

    code: str
    """A stable name of this kind of problem, such as `unknown-name`."""
    severity: str
    """`error` or `warning`."""
    message: str
    """What is wrong, in one sentence."""
    help: str | None
    """One thing to try."""
    file: str
    """The file, as it was named; empty for a statement that was typed."""
    line: int
    """The line, from 1."""
    column: int
    """The character in the line, from 1."""


class StatecraftError(Exception):
    """A case that has errors, a question that does not fit it, or a limit. Its text is the one that the command prints.

    >>> import statecraft
    >>> case = statecraft.Case.open("cases/iran-taliban-2021")
    >>> try:
    ...     case.analyze(account="leverag")
    ... except statecraft.StatecraftError as error:
    ...     print(error.code, error, sep=": ")
    account: there is no account `leverag`; did you mean `leverage`?
    """

    code: str
    """Which kind, in one word that stays the same: `case`, `account`, `state`, `concept`, `statement`, `states` …"""
    diagnostics: list[Diagnostic]
    """What is wrong where, if it is in a file or a statement."""

    def __init__(self, message: str, code: str, diagnostics: list[Diagnostic] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.diagnostics = diagnostics or []


def raised(message: str, code: str, places: list[tuple[str, str, str, str | None, str, int, int]]) -> StatecraftError:
    """The exception that the engine raises."""
    return StatecraftError(message, code, [Diagnostic(*place) for place in places])
