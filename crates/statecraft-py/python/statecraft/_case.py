"""A case: opened, asked, edited."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal

from . import _engine
from ._answer import WIDTH, ManyAnswers
from ._errors import Diagnostic, StatecraftError

if TYPE_CHECKING:
    import numpy

    from . import answers

Names = str | Sequence[str] | None
"""One name, several, or none: then all, or the usual ones."""

State = str | int | None
"""A state by its number, by a scenario, in a bare graph by its name."""

USUAL = ["nash", "gmr", "smr", "seq", "symseq"]


class Case:
    """A case: who the actors are, what each can do, what cannot be, where things stand, who wants what, and who says so.

    A case does not change. An edit gives another one, so that undo is to go on with the one before. Whatever is computed releases the
    interpreter, and Ctrl-C ends it.

    >>> import statecraft
    >>> case = statecraft.Case.open("cases/prisoners-dilemma")
    >>> case.title, case.actors
    ("The prisoner's dilemma", ['first', 'second'])
    >>> case.analyze(concept=["nash", "seq"]).accounts[0].equilibria
    {'nash': [1], 'seq': [1, 4]}
    """

    def __init__(self, opened: _engine.Opened, before: Case | None = None) -> None:
        self._opened = opened
        self._before = before

    # -- From where

    @classmethod
    def open(
        cls,
        path: str | PathLike[str],
        *,
        variant: str | None = None,
        limit_states: int | None = None,
        limit_memory: int | None = None,
        time_limit: float | None = None,
    ) -> Case:
        """Open a case: a folder, or its case.toml. What is wrong with it is told by `check()` and by whatever else is asked.

        No more than `limit_states` states, `limit_memory` bytes and `time_limit` seconds are spent on a question.
        """
        case = cls(_engine.Opened.open(path, limit_states, limit_memory, time_limit))
        return case if variant is None else case.variant(variant)

    @classmethod
    def from_toml(
        cls,
        text: str,
        *,
        limit_states: int | None = None,
        limit_memory: int | None = None,
        time_limit: float | None = None,
    ) -> Case:
        """Read a case from the text of its file; the texts of sources are not looked at."""
        return cls(_engine.Opened.from_text(text, limit_states, limit_memory, time_limit))

    @classmethod
    def from_dict(
        cls,
        case: Mapping[str, Any],
        *,
        limit_states: int | None = None,
        limit_memory: int | None = None,
        time_limit: float | None = None,
    ) -> Case:
        """Make a case of a dictionary with the keys of a case file; dates are dates or texts.

        >>> import statecraft
        >>> case = statecraft.Case.from_dict({
        ...     "title": "Two at a door",
        ...     "actors": {
        ...         "ann": {"name": "Ann", "options": {"go": {"label": "Go first", "assumption": "she may"}}},
        ...         "ben": {"name": "Ben", "options": {"go": {"label": "Go first", "assumption": "he may"}}},
        ...     },
        ...     "preferences": {
        ...         "ann": {"wants": ["ann.go iff not ben.go", "ann.go"], "assumption": "she is late"},
        ...         "ben": {"wants": ["ann.go iff not ben.go", "ben.go"], "assumption": "he is late"},
        ...     },
        ... })
        >>> case.analyze(concept="nash").accounts[0].equilibria
        {'nash': [2, 3]}
        """
        text = json.dumps(case, default=_as_text)
        return cls(_engine.Opened.from_json(text, limit_states, limit_memory, time_limit))

    # -- What it says

    @property
    def title(self) -> str:
        """The title of the case."""
        return self._opened.title

    @property
    def question(self) -> str | None:
        """What it is meant to answer."""
        return self._opened.question

    @property
    def actors(self) -> list[str]:
        """The names of the actors, in the order of the file."""
        return self._opened.actors

    @property
    def accounts(self) -> list[str]:
        """The names of the accounts that could be laid out."""
        return self._opened.accounts

    @property
    def source(self) -> str:
        """The text of the case file, with every comment."""
        return self._opened.text

    @property
    def problems(self) -> list[Diagnostic]:
        """Everything that is wrong with the case, or probably not meant, with its place."""
        return [Diagnostic(*place) for place in self._opened.problems]

    def to_dict(self) -> dict[str, Any]:
        """The case with the keys of its file; dates are texts, comments are left out."""
        if self._opened.json is None:
            raise StatecraftError("the file is no TOML; `problems` says where", "toml", self.problems)
        found: dict[str, Any] = json.loads(self._opened.json)
        return found

    def show(self, width: int = WIDTH) -> str:
        """The case in words: who can do what, who wants what, who says so."""
        return self._opened.describe(width)

    def variant(self, name: str) -> Case:
        """The case in one of its variants."""
        return Case(self._opened.variant(name))

    def __str__(self) -> str:
        return self.show()

    def __repr__(self) -> str:
        return f"<Case {self.title!r}: {len(self.actors)} actors, {max(1, len(self.accounts))} accounts>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.show())}</pre>"

    # -- Questions, by the names of the commands

    def check(self) -> answers.Check:
        """Whether the case is sound; also of a case that has errors.

        >>> import statecraft
        >>> case = statecraft.Case.from_toml('title = "x"\\nactrs = 1')
        >>> [(problem.code, problem.at.line) for problem in case.check().problems if problem.severity == "error"]
        [('unknown-key', 2)]
        """
        return self._as("check", self._opened.check())

    def states(self, *, account: Names = None, where: str | None = None) -> answers.StateList:
        """Which states there are: all, or those where a statement is true.

        >>> import statecraft
        >>> case = statecraft.Case.open("cases/prisoners-dilemma")
        >>> [row["state"] for row in case.states(where="first.silent").rows()]
        [2, 4]
        """
        return self._ask("states", account, condition=where)

    def analyze(
        self,
        *,
        account: Names = None,
        concept: Names = None,
        attitudes: Literal["weak", "strict"] | None = None,
        strength: bool = False,
        unknown: Literal["a", "b", "c", "d", "all"] | None = None,
        time_limit: float | None = None,
    ) -> answers.Analysis:
        """Which outcomes hold, for whom, and against what foresight: Nash, GMR, SMR, SEQ and SymSEQ, or the concepts named.

        A run that came up against a limit has what was done by then, and says why in `stopped`.
        """
        extensions = ["a", "b", "c", "d"] if unknown == "all" else _names(unknown)
        more = {"attitudes": attitudes, "strength": strength, "unknown": extensions}
        return self._ask("analysis", account, time_limit, concepts=_names(concept), **more)

    def explain(
        self,
        *,
        state: State = None,
        where: str | None = None,
        account: Names = None,
        concept: Names = None,
        actor: str | None = None,
        all: bool = False,
        time_limit: float | None = None,
    ) -> answers.Explanation:
        """Why a state holds or not, today's if none is named: what tempts each actor, how the others could answer, on whose word.

        >>> import statecraft
        >>> answer = statecraft.Case.open("cases/prisoners-dilemma").explain(state=1)
        >>> [(actor.actor, actor.stable["nash"]) for actor in answer.accounts[0].actors]
        [('first', True), ('second', True)]
        """
        asked = {"state": self._which(state, where), "actor": actor, "all": all}
        return self._ask("explanation", account, time_limit, concepts=_names(concept), **asked)

    def paths(
        self,
        *,
        from_: State = None,
        to: State = None,
        to_where: str | None = None,
        account: Names = None,
        concept: Names = None,
        stop_at_equilibria: bool = False,
        all: bool = False,
        time_limit: float | None = None,
    ) -> answers.PathsReport:
        """How today could lead to the outcomes, or to other states: by whose moves, by whose concessions, or why not at all."""
        asked = {
            "from": self._which(from_),
            "to": None if to is None else self._which(to),
            "to_where": to_where,
            "stop_at_equilibria": stop_at_equilibria,
            "most": _most(all, 4),
        }
        return self._ask("paths", account, time_limit, concepts=_names(concept), **asked)

    def compare(
        self, *, account: Names = None, concept: Names = None, time_limit: float | None = None
    ) -> answers.AccountComparison:
        """Accounts side by side, under the usual five concepts or those named: where they agree, where they part, what to watch for."""
        if len(self.accounts if account is None else _names(account)) < 2:
            raise StatecraftError("there is only one account, and nothing to compare it with; name two or more", "account")
        return self._ask("comparison", account, time_limit, concepts=_names(concept) or USUAL)

    def coalitions(
        self,
        *,
        concept: Literal["nash", "gmr", "smr", "seq", "symseq"] = "seq",
        coalition: Sequence[Sequence[str]] = (),
        improvement: Literal["strict", "pareto"] = "strict",
        moves: Literal["sequence", "jump"] = "sequence",
        seq: Literal["individual", "joint"] = "individual",
        structure: Sequence[Sequence[str]] | None = None,
        state: State = None,
        account: Names = None,
        time_limit: float | None = None,
    ) -> answers.CoalitionReport:
        """Which outcomes a coalition would leave, for what, and by which moves. A coalition is a list of actors.

        >>> import statecraft
        >>> answer = statecraft.Case.open("cases/prisoners-dilemma").coalitions(concept="nash", coalition=[["first", "second"]])
        >>> [(way.from_, way.to) for way in answer.accounts[0].departures]
        [(1, 4)]
        """
        asked = {
            "concept": concept,
            "coalitions": [list(members) for members in coalition],
            "improvement": improvement,
            "moves": moves,
            "seq": seq,
            "structure": None if structure is None else [list(block) for block in structure],
            "state": None if state is None else self._which(state),
        }
        return self._ask("coalitions", account, time_limit, **asked)

    def linkage(
        self, *, account: Names = None, concept: Names = None, time_limit: float | None = None
    ) -> answers.Linkage:
        """What holds only because issues are linked, and whose threats carry it."""
        return self._ask("linkage", account, time_limit, concepts=_names(concept))

    def perceptions(
        self, *, see: Mapping[str, str] | None = None, concept: Names = None, time_limit: float | None = None
    ) -> answers.Perceived:
        """What holds when each actor decides by the account that it believes: `see={"iran": "leverage"}`."""
        believes = [list(belief) for belief in (see or {}).items()]
        return self._ask("perceptions", None, time_limit, concepts=_names(concept) or USUAL, believes=believes)

    def watch(self, *, account: Names = None, time_limit: float | None = None) -> answers.WatchList:
        """What, if seen, would speak for which account, and what would surprise them all."""
        return self._ask("watch", account, time_limit)

    def ledger(self, *, account: Names = None, time_limit: float | None = None) -> answers.Ledger:
        """The evidence for and against each account, counted by its origins."""
        return self._ask("ledger", account, time_limit)

    def impact(
        self,
        *,
        claim: str | None = None,
        source: str | None = None,
        speaker: str | None = None,
        below: str | None = None,
        line: int | None = None,
        policy: Literal["falls", "assumed"] = "falls",
        account: Names = None,
        time_limit: float | None = None,
    ) -> answers.Impact:
        """What rests on each sentence: each is dropped in turn, or just what is named."""
        named = {"claim": claim, "source": source, "speaker": speaker, "below": below}
        dropped: list[dict[str, Any]] = [{key: name} for key, name in named.items() if name is not None]
        if line is not None:
            here = json.loads(self._opened.lines_at(line))
            if not here:
                message = f"line {line} is no option, rule, status quo, preference or attitude; name the line of one"
                raise StatecraftError(message, "line")
            dropped += [{"line": one} for one in here]
        return self._ask("impact", account, time_limit, dropped=dropped, policy=policy)

    def needs(
        self, *, state: State = None, account: Names = None, concept: Names = None, time_limit: float | None = None
    ) -> list[answers.Needs]:
        """The lines and sentences that an outcome needs, account by account: the command's `impact --state`."""
        from . import answers

        told = self._told("needs", account, time_limit, {"state": self._which(state), "concepts": _names(concept)})
        return ManyAnswers(told, [answers.Needs(item) for item in json.loads(told.json())])

    def change(
        self,
        *,
        state: State = None,
        concept: Literal["nash", "gmr", "smr", "seq", "symseq"] = "nash",
        make: Literal["stable", "unstable"] | None = None,
        cost: Mapping[str, int] | None = None,
        edits: int = 3,
        account: Names = None,
        all: bool = False,
        time_limit: float | None = None,
    ) -> answers.Distances:
        """How few edits of preference lines would make an outcome fall, or hold; `cost={"move": 1, "drop": 2, "negate": 3}`."""
        costs = {"move": 1, "drop": 1, "negate": 1, **(cost or {})}
        if len(costs) > 3:
            raise StatecraftError(f"an edit is called move, drop or negate, not {list(costs)[3]}", "cost")
        holds = None if make is None else make == "stable"
        which = None if state is None else json.dumps(self._which(state))
        prices = (costs["move"], costs["drop"], costs["negate"])
        told = self._only(account).change(concept, which, holds, prices, edits, all, time_limit)
        return self._as("change", told)

    def variants(self, *, account: Names = None, time_limit: float | None = None) -> answers.Variants:
        """Where other readings of the same sources lead: the case's own variants."""
        return self._ask("variants", account, time_limit)

    def robust(
        self,
        *,
        samples: int = 1000,
        seed: int = 1,
        every_line: bool = False,
        account: Names = None,
        time_limit: float | None = None,
    ) -> answers.Robustness:
        """Under which share of the orders that are compatible with what is known each outcome holds."""
        return self._ask("robust", account, time_limit, samples=samples, seed=seed, every_line=every_line)

    def scenarios(self, *, account: Names = None, time_limit: float | None = None) -> answers.Proposals:
        """Scenarios for the outcomes, to be given titles and put into the case."""
        return self._ask("scenarios", account, time_limit)

    def brief(self, *, account: Names = None, time_limit: float | None = None) -> answers.Brief:
        """The one page for a reader: what holds whichever explanation is right, where they part, who must move first."""
        return self._ask("brief", account, time_limit)

    def seal(
        self, *, date: str, account: Names = None, concept: Names = None, time_limit: float | None = None
    ) -> answers.Seal:
        """What each account predicts, put down on a day such as `2021-07-10`, to be scored when it is known what happened."""
        return self._ask("seal", account, time_limit, date=str(date), concepts=_names(concept))

    def verify_seal(self, seal: answers.Seal | Mapping[str, Any], *, time_limit: float | None = None) -> answers.SealCheck:
        """Whether the case still predicts what was sealed, and if not, what changed."""
        return self._ask("seal-check", None, time_limit, seal=_plain(seal))

    def score(
        self,
        *,
        later: str | PathLike[str] | None = None,
        at: str | None = None,
        sealed: answers.Seal | Mapping[str, Any] | None = None,
        account: Names = None,
        concept: Names = None,
        time_limit: float | None = None,
    ) -> answers.Score:
        """What the case predicts, or what was sealed, against what happened: the case's own entries, or those of `later`."""
        case = Case(self._opened.with_later(later))
        asked = {"at": at, "sealed": None if sealed is None else _plain(sealed)}
        return case._ask("score", account, time_limit, concepts=_names(concept), **asked)

    def diff(
        self, old: Case, *, account: Names = None, concept: Names = None, time_limit: float | None = None
    ) -> answers.Diff:
        """Which judgements changed from another case to this one, because of which lines."""
        return self._as("diff", self._opened.diff(old._opened, _names(account), _names(concept), time_limit))

    def ask(self, question: Mapping[str, Any], *, time_limit: float | None = None) -> Any:
        """Any question as data, as docs/reference/question.schema.json describes it.

        >>> import statecraft
        >>> case = statecraft.Case.open("cases/prisoners-dilemma")
        >>> case.ask({"question": "analysis", "concepts": ["nash"]}).concepts
        ['nash']
        """
        told = self._opened.ask(json.dumps(question), time_limit)
        return _any(told)

    # -- Edits

    def edit(self, edit: Mapping[str, Any] | str) -> Case:
        """The case after an edit, as data; the file is not written. All comments and other lines stay as they are.

        >>> import statecraft
        >>> case = statecraft.Case.open("cases/prisoners-dilemma")
        >>> wish = {"account": None, "actor": "first", "place": 2}
        >>> other = case.edit({"negate": wish})
        >>> other.analyze(concept="nash").accounts[0].equilibria["nash"]
        [2]
        >>> other.undo().source == case.source
        True
        """
        return Case(self._opened.edit(json.dumps(edit)), self)

    def undo(self) -> Case:
        """The case before the last edit."""
        if self._before is None:
            raise StatecraftError("there is no edit to take back", "undo")
        return self._before

    def save(self) -> None:
        """Write the edited case into the file that it was opened from. If somebody else has changed the file, nothing is written."""
        first = self
        while first._before is not None:
            first = first._before
        self._opened.save(first.source)
        self._before = None

    # -- Arrays

    def ranks(self, actor: str, account: str | None = None) -> numpy.ndarray[tuple[int], numpy.dtype[numpy.uint32]]:
        """How an actor ranks the states, in their order: higher is preferred, equal is tied. NumPy must be installed.

        Only the order says something; which numbers stand for it may change.

        >>> import statecraft
        >>> statecraft.Case.open("cases/prisoners-dilemma").ranks("first").tolist()
        [1, 0, 3, 2]
        """
        import numpy

        return numpy.frombuffer(self._opened.ranks(actor, account), dtype=numpy.uint32)

    def holds(
        self,
        concept: str = "nash",
        *,
        actor: str | None = None,
        account: str | None = None,
        ranks: Mapping[str, Any] | None = None,
    ) -> numpy.ndarray[tuple[int], numpy.dtype[numpy.bool_]]:
        """Which states hold for all actors, or for one, in the order of the states. NumPy must be installed.

        `ranks` gives actors other ranks than the case does, each an array of whole numbers over the states, higher preferred; an array of
        type uint32 is read where it lies.

        >>> import statecraft
        >>> case = statecraft.Case.open("cases/prisoners-dilemma")
        >>> case.holds("nash").tolist()
        [True, False, False, False]
        >>> case.holds("nash", ranks={"first": [1, 0, 0, 1], "second": [1, 0, 0, 1]}).tolist()
        [True, False, False, True]
        """
        import numpy

        given = [(key, numpy.ascontiguousarray(of, dtype=numpy.uint32)) for key, of in (ranks or {}).items()]
        return numpy.frombuffer(self._opened.holding(concept, actor, account, given), dtype=numpy.bool_)

    # -- How one asks

    def _only(self, account: Names) -> _engine.Opened:
        return self._opened if account is None else self._opened.only(_names(account))

    def _told(self, question: str, account: Names, time_limit: float | None, asked: dict[str, Any]) -> _engine.Told:
        if question == "ledger":  # its figures need the other accounts
            return self._opened.ask(json.dumps({"question": question, "accounts": _names(account)}), time_limit)
        return self._only(account).ask(json.dumps({"question": question, **asked}), time_limit)

    def _ask(self, question: str, account: Names, time_limit: float | None = None, **asked: Any) -> Any:
        return self._as(question, self._told(question, account, time_limit, asked))

    @staticmethod
    def _as(question: str, told: _engine.Told) -> Any:
        from . import answers

        return answers.KINDS[question](told)

    def _which(self, state: State, where: str | None = None) -> Any:
        if where is not None:
            return {"where": where}
        return "today" if state is None else json.loads(self._opened.named(str(state)))


def _names(names: Names) -> list[str]:
    if names is None:
        return []
    return [names] if isinstance(names, str) else list(names)


def _most(all: bool, usual: int) -> int:
    return 2**63 if all else usual


def _as_text(value: object) -> object:
    """Dates and the like as texts, other sequences as lists."""
    return value.isoformat() if hasattr(value, "isoformat") else list(value)  # type: ignore[call-overload]


def _plain(answer: Any) -> Any:
    return answer.to_dict() if hasattr(answer, "to_dict") else dict(answer)


def _any(told: _engine.Told) -> Any:
    from . import answers

    data = json.loads(told.json())
    if isinstance(data, list):
        return ManyAnswers(told, [answers.Needs(item) for item in data])
    return answers.KINDS[data["format"].removeprefix("statecraft-")](told)
