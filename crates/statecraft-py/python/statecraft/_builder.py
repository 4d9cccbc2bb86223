"""A case written in Python, without a file."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Self

from ._case import Case


class CaseBuilder:
    """Makes a case step by step. What it has not a method for, `set` says with the keys of a case file.

    Every line rests on something: on `claims`, or on an `assumption`.

    >>> import statecraft
    >>> case = (
    ...     statecraft.CaseBuilder("A strike in the harbour")
    ...     .actor("union", "The union")
    ...     .option("union", "strike", "Strike", assumption="it has announced it")
    ...     .actor("port", "The port")
    ...     .option("port", "pay", "Pay more", assumption="it could")
    ...     .wants("union", "port.pay", "not union.strike", assumption="strikes cost the members")
    ...     .wants("port", "not union.strike", "not port.pay", assumption="ships must be unloaded")
    ...     .today("union.strike", assumption="as the story begins")
    ...     .build()
    ... )
    >>> case.analyze(concept="nash").accounts[0].equilibria
    {'nash': [1]}
    """

    def __init__(self, title: str) -> None:
        self._case: dict[str, Any] = {"title": title}

    def set(self, path: Sequence[str], value: Any) -> Self:
        """Put a value at a path of keys: `set(["sources", "memo"], {"title": "A memo"})`."""
        *outer, last = path
        part = self._case
        for key in outer:
            part = part.setdefault(key, {})
        part[last] = value
        return self

    def actor(self, key: str, name: str) -> Self:
        """An actor."""
        return self.set(["actors", key, "name"], name)

    def option(self, actor: str, key: str, label: str, **more: Any) -> Self:
        """Something that an actor may do; `more` are keys such as `one_way`, `claims`, `assumption`."""
        return self.set(["actors", actor, "options", key], {"label": label, **more})

    def account(self, key: str, title: str) -> Self:
        """An account: one explanation."""
        return self.set(["accounts", key, "title"], title)

    def rule(self, **rule: Any) -> Self:
        """What cannot be: `rule(never="a.x and b.y", reason="…")`, `rule(at_most_one=["a.x", "a.y"], reason="…")`."""
        self._case.setdefault("rules", []).append(rule)
        return self

    def today(self, *taken: str, **more: Any) -> Self:
        """Where things stand: the options that are taken."""
        return self.set(["status_quo"], {"taken": list(taken), **more})

    def wants(self, actor: str, *statements: str | Mapping[str, Any], account: str | None = None, **more: Any) -> Self:
        """What an actor wants, the most important first: in one account, or in all."""
        lines = [{"wants": line, **more} if isinstance(line, str) else {**more, **line} for line in statements]
        return self.set([*self._within(account), actor], lines)

    def ranking(self, actor: str, ranking: Sequence[Sequence[Any]], *, account: str | None = None, **more: Any) -> Self:
        """How an actor ranks the states, by number: the best first, those that tie in one list."""
        best_first = [[_plain(state) for state in tied] for tied in ranking]
        return self.set([*self._within(account), actor], {"ranking": best_first, **more})

    def ranks(self, actor: str, ranks: Any, *, account: str | None = None, **more: Any) -> Self:
        """The same as an array with one number for each state, higher is preferred: NumPy's, or any sequence.

        >>> import statecraft
        >>> case = statecraft.Case.open("cases/prisoners-dilemma")
        >>> again = statecraft.CaseBuilder.of(case).ranks("first", [1, 0, 0, 1], assumption="a test").build()
        >>> again.analyze(concept="nash").accounts[0].equilibria
        {'nash': [1]}
        """
        tied: dict[Any, list[int]] = {}
        for at, rank in enumerate(ranks):
            tied.setdefault(_plain(rank), []).append(at + 1)
        return self.ranking(actor, [tied[rank] for rank in sorted(tied, reverse=True)], account=account, **more)

    @classmethod
    def of(cls, case: Case) -> Self:
        """Go on with a case; its comments and its texts of sources are left behind."""
        builder = cls(case.title)
        builder._case = case.to_dict()
        return builder

    def to_dict(self) -> dict[str, Any]:
        """The case with the keys of a case file."""
        return copy.deepcopy(self._case)

    def build(self) -> Case:
        """The case. What is wrong with it is told by `check()`, and by whatever is asked."""
        return Case.from_dict(self._case)

    @staticmethod
    def _within(account: str | None) -> list[str]:
        return ["preferences"] if account is None else ["accounts", account, "preferences"]


def _plain(number: Any) -> Any:
    """A number of NumPy as a plain one."""
    return number.item() if hasattr(number, "item") else number
