"""What answers consist of: a class for each answer and for each of its parts.

Made by make_answers.py from docs/reference/answer.schema.json. An attribute that would be a word of Python has an underscore behind
its name: `path.from_`.
"""

from __future__ import annotations

from typing import Any

from . import _answer, _piece


class Analysis(_answer.Answer):
    """What holds in a case, account by account."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountAnalysis"),
        "attitudes": (0, "Readings"),
        "strength": (0, "Readings"),
        "unknown": (0, "Readings"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    concepts: list[str]
    """The concepts asked for."""
    accounts: list[AccountAnalysis]
    """The accounts."""
    attitudes: list[Readings] | None
    """When actors follow their attitudes: one reading, `weak` or `strict`."""
    strength: list[Readings] | None
    """How strongly: `general`, `weak`, `strong`; and where there are higher degrees `level_1`, `level_3` and so on."""
    unknown: list[Readings] | None
    """Where something is unknown: `a` to `d`, then `in_all_orders` and `in_some_orders` if these were listed."""


class LimitReached(_piece.Piece):
    """Which limit was reached. It prints as the fact alone, such as `the time allowed is over`; what to do about it
    depends on where the limits were set."""
    code: Any
    figures: Any


class AccountAnalysis(_piece.Piece):
    """What holds in one account."""
    _inside = {
        "grounds": (0, "Grounds"),
        "not_counted": (0, "NotCounted"),
        "state": (1, None),
        "checked": (0, "Checked"),
        "stable": (2, None),
        "equilibria": (1, None),
        "patterns": (1, "Pattern"),
        "shared": (1, "Shared"),
        "nearest": (1, "Near"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    states: int
    """How many states there are."""
    status_quo: int | str | None
    """Today's state."""
    grounds: Grounds
    """What its lines rest on."""
    not_counted: list[NotCounted] | None
    """What is said of preferences and does not count here."""
    options: list[str]
    state: dict[str, list[str]]
    checked: Checked
    """How many of the verdicts were checked by independent code."""
    believable: list[int | str] | None
    """Of the outcomes under SEQ those that one may believe; none if SEQ was not asked for, or they are too many to look
    at each."""
    stable: dict[str, dict[str, list[int | str]]]
    """For each concept and actor the states that the actor would keep."""
    equilibria: dict[str, list[int | str]]
    """For each concept the states that every actor would keep."""
    not_done: list[str]
    """The concepts that were not computed."""
    patterns: dict[str, list[Pattern] | None]
    """For each concept the equilibria as patterns; none in a bare graph, or where they are too mixed."""
    shared: dict[str, Shared | None]
    """For each concept what all equilibria have in common."""
    nearest: dict[str, list[Near]]
    """For each concept the equilibria that are nearest to today."""


class Grounds(_piece.Piece):
    """How many lines rest on what."""
    cited: int
    """Lines that cite at least one claim."""
    assumed: int
    """Lines that rest on the analyst's judgement alone."""
    unsupported: int
    """Lines that rest on nothing."""


class NotCounted(_piece.Piece):
    """Something said of preferences that does not count in the ordinary verdicts."""
    read_by: str
    """What would count it."""
    words: str
    """The same as a sentence."""


class Checked(_piece.Piece):
    """How many verdicts were checked by the checker of `witness`, and what it did not confirm."""
    verdicts: int
    """How many verdicts there are."""
    checked: int
    """How many of them were checked: all, or a fixed sample."""
    failed: list[str]
    """What was not confirmed. If this is not empty the program has a defect."""
    left_out: bool | None
    """Whether nobody asked for it to be checked."""
    without_proof: int | None
    """How many verdicts stand beside those, under concepts whose verdicts no proof move by move can show."""


class Pattern(_piece.Piece):
    """Some options taken, some not, the others either way as the rules allow."""
    taken: list[str]
    """The options taken in all of its states."""
    not_taken: list[str]
    """The options taken in none."""
    either: list[str]
    """The options taken in some and not in others."""
    states: int
    """How many states it stands for."""


class Shared(_piece.Piece):
    """What all states of a set have in common."""
    taken: list[str]
    """The options taken in all."""
    not_taken: list[str]
    """The options taken in none."""


class Near(_piece.Piece):
    """A state near today's."""
    state: int | str
    """The state."""
    changed: list[str]
    """The options in which it differs from today; of a merged state, the member that differs least."""


class Readings(_piece.Piece):
    """The verdicts of one account in several readings."""
    _inside = {
        "checked": (0, "Checked"),
    }
    id: str | None
    """The name of the account; none if the case has no accounts."""
    orders: int | None
    """How many compatible orders there are; none where nobody asked, or where they were not listed."""
    not_listed: str | None
    """Why they were not listed."""
    checked: Checked
    """How many of the verdicts were checked by independent code."""


class Reading(_piece.Piece):
    """What is stable in one reading."""
    _inside = {
        "read_as": (0, "ReadAs"),
        "stable": (2, None),
        "equilibria": (1, None),
    }
    read_as: ReadAs | None
    """How preferences are read; none where this follows from other readings, or from the verdicts in all compatible
    orders."""
    stable: dict[str, dict[str, list[int | str]]]
    """For each concept and actor the states that the actor would keep."""
    equilibria: dict[str, list[int | str]]
    """For each concept the states that every actor would keep."""


class ReadAs(_piece.Piece):
    """How preferences are read."""
    attitudes: str | None
    level: int | None
    unknown: str | None


class OutcomeSets(_answer.Answer):
    """What holds in a case, account by account, without a list of its states."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountOutcomeSets"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    concepts: list[str]
    """The concepts asked for."""
    accounts: list[AccountOutcomeSets]
    """The accounts."""


class AccountOutcomeSets(_piece.Piece):
    """What holds in one account."""
    _inside = {
        "grounds": (0, "Grounds"),
        "not_counted": (0, "NotCounted"),
        "sets": (1, "ConceptSets"),
        "checked": (0, "CheckedAround"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    states: str
    """How many states there are."""
    status_quo: list[str] | None
    """The options taken today."""
    grounds: Grounds
    """What its lines rest on."""
    not_counted: list[NotCounted] | None
    """What is said of preferences and does not count here."""
    options: list[str]
    """All options."""
    sets: dict[str, ConceptSets]
    """What holds, for each concept."""
    checked: CheckedAround
    """What was worked out once more by independent code."""


class ConceptSets(_piece.Piece):
    """What holds under one concept."""
    _inside = {
        "kept": (1, None),
        "today": (0, "TodayHolds"),
        "shared": (0, "Shared"),
        "patterns": (0, "SetPatterns"),
        "nearest": (0, "NearSetting"),
        "scenarios": (1, None),
    }
    outcomes: str
    """How many states every actor would keep."""
    kept: dict[str, str]
    """For each actor how many states it would keep."""
    today: TodayHolds | None
    """Whether today is among the outcomes; none if nothing is known of today."""
    shared: Shared | None
    """What all outcomes have in common; none if there is none."""
    patterns: SetPatterns
    """The outcomes as patterns."""
    nearest: list[NearSetting]
    """A few of the outcomes that differ from today in the fewest options."""
    scenarios: dict[str, str]
    """For each scenario that a statement names how many outcomes it has."""


class TodayHolds(_piece.Piece):
    """Whether today holds."""
    holds: bool
    """Whether every actor would keep it."""
    leave: list[str]
    """Who would not."""


class SetPatterns(_piece.Piece):
    """Outcomes as disjoint patterns: each of them fits exactly one, and no other state fits any."""
    _inside = {
        "largest": (0, "SetPattern"),
    }
    all: str | None
    """How many there are; none if they are too many to count."""
    largest: list[SetPattern]
    """Those with the most states, the largest first: as many as were asked for, or fewer where they are too mixed."""


class SetPattern(_piece.Piece):
    """Some options taken, some not, the others either way as the rules allow."""
    taken: list[str]
    """The options taken in all of its states."""
    not_taken: list[str]
    """The options taken in none."""
    either: list[str]
    """The options taken in some and not in others."""
    states: str
    """How many states it stands for."""


class NearSetting(_piece.Piece):
    """An outcome near today's state."""
    taken: list[str]
    """The options taken in it."""
    changed: list[str]
    """The options in which it differs from today."""


class CheckedAround(_piece.Piece):
    """How many verdicts were worked out once more by the definition around their states."""
    drawn: int
    """How many were drawn: for each concept and actor one state that it would keep and one that it would not, and a few
    outcomes; and all verdicts on today."""
    checked: int
    """How many of them were worked out."""
    too_long: int
    """The others would have taken too many steps, or the work was stopped."""
    failed: list[str]
    """What came out otherwise. If this is not empty the program has a defect."""


class StateList(_answer.Answer):
    """States of a case, account by account."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountStates"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    accounts: list[AccountStates]
    """The accounts."""


class AccountStates(_piece.Piece):
    """States of one account."""
    _inside = {
        "state": (1, None),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    states: int
    """How many states it has, listed or not."""
    options: list[str]
    state: dict[str, list[str]]


class Check(_answer.Answer):
    """The answer of `check`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "problems": (0, "Problem"),
        "accounts": (0, "CheckedAccount"),
        "quotes": (0, "CheckedQuote"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    file: str
    """The name of the file."""
    errors: bool
    """Whether there is an error."""
    problems: list[Problem]
    """Everything that is wrong, errors and warnings, in reading order."""
    accounts: list[CheckedAccount]
    """The accounts."""
    quotes: list[CheckedQuote]
    """What became of the quotes that could be looked for."""


class Problem(_piece.Piece):
    """Something that is wrong."""
    _inside = {
        "at": (0, "Extent"),
        "related": (0, "Related"),
    }
    severity: str
    """Error or warning."""
    code: str
    """A stable name of this kind of problem."""
    message: str
    """What is wrong, in one sentence."""
    at: Extent
    """Where."""
    label: str
    """A few words beside that place; may be empty."""
    help: str | None
    """One thing to try."""
    related: list[Related]
    """Other places that matter."""


class Extent(_piece.Piece):
    """A place in the file; lines and columns count from 1."""
    line: int
    """The line of its first character."""
    column: int
    """The column of its first character."""
    end_line: int
    """The line of the character behind it."""
    end_column: int
    """The column of the character behind it."""


class Related(_piece.Piece):
    """Another place that matters."""
    _inside = {
        "at": (0, "Extent"),
    }
    at: Extent
    """Where."""
    label: str
    """A few words beside it."""


class CheckedAccount(_piece.Piece):
    """What the lines of an account rest on."""
    _inside = {
        "grounds": (0, "Grounds"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    states: int
    """How many states there are."""
    grounds: Grounds
    """What its lines rest on."""


class CheckedQuote(_piece.Piece):
    """What became of a quote."""
    _inside = {
        "sentence": (0, "Sentence"),
    }
    claim: str
    """The claim."""
    finding: str
    """`found`, `normalised`, `moved`, `ambiguous`, `cut` or `lost`."""
    sentence: Sentence | None
    """The sentence that it stands in, if it stands in one place."""


class Sentence(_piece.Piece):
    """A quote in its sentence, white space as single blanks."""
    before: str
    """What stands before the quote."""
    quote: str
    """The quote as the document has it."""
    after: str
    """What stands after it."""
    negation: str | None
    """The word just outside the quote that may turn its meaning round."""


class Explanation(_answer.Answer):
    """Why a state of a case holds or not, account by account: `statecraft-explanation`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountExplanation"),
        "claims": (1, "Cited"),
        "sources": (1, "CitedSource"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    concepts: list[str]
    """The concepts asked for, by their keys."""
    accounts: list[AccountExplanation]
    """The accounts."""
    claims: dict[str, Cited]
    """The claims on which something that is told rests."""
    sources: dict[str, CitedSource]
    """The sources of these claims."""


class AccountExplanation(_piece.Piece):
    """Why a state of one account holds or not."""
    _inside = {
        "equilibrium": (1, None),
        "actors": (0, "Opinion"),
    }
    id: str | None
    """The name of the account; none if the case has no accounts."""
    title: str | None
    """Its title."""
    state: int | str
    """The state."""
    today: bool
    """Whether it is today's."""
    taken: list[str]
    """The options taken in it."""
    equilibrium: dict[str, bool] | None
    """For each concept whether every actor would keep the state; none if only one actor was asked for."""
    actors: list[Opinion]
    """The actors, those who decide first: who leaves, whom others deter, who is not tempted, who cannot move."""


class Opinion(_piece.Piece):
    """Whether an actor would keep a state, and why."""
    _inside = {
        "stable": (1, None),
        "temptations": (0, "Temptation"),
        "best_move": (0, "Move"),
    }
    actor: str
    """The actor, by its key."""
    standing: str
    """In one word."""
    stable: dict[str, bool]
    """For each concept whether the actor would keep the state."""
    moves: int
    """How many moves it has."""
    tempting: int
    """How many of them tempt it."""
    temptations: list[Temptation]
    """Those that are told: those that nothing deters, then the best."""
    best_move: Move | None
    """If none tempts it: the best of its moves all the same."""


class Temptation(_piece.Piece):
    """A move that tempts an actor."""
    _inside = {
        "move": (0, "Move"),
        "answers": (0, "Answer"),
    }
    move: Move
    """The move."""
    answers: list[Answer]
    """What could come of it, concept by concept, as far as one does not follow from another."""


class Move(_piece.Piece):
    """A move of one actor."""
    _inside = {
        "for_the_mover": (0, "Comparison"),
    }
    by: str
    """Who moves: an actor by its key."""
    from_: int | str
    """From where."""
    to: int | str
    """Where to."""
    takes_up: list[str]
    """The options that it takes up, by their keys; none in a bare graph."""
    drops: list[str]
    """The options that it drops."""
    for_the_mover: Comparison
    """How the actor ranks where it leads against where it begins."""


class Comparison(_piece.Piece):
    """How an actor ranks a second state against a first, and why."""
    from_: int | str | None
    """The first state."""
    to: int | str | None
    """The second state."""
    is_: str | None
    """What the second is to the actor."""
    by: Any
    decides: int | None
    """The place of that wish, from 1; none if they differ in no wish."""
    gains: Any
    loses: Any
    claims: list[str] | None
    """The claims cited."""
    assumption: str | None
    """The analyst's own judgement."""
    first: int | None
    """In which place of the list the first state stands, from 1."""
    second: int | None
    """In which place the second stands."""
    places: int | None
    """How many places there are."""


class Wish(_piece.Piece):
    """One line of a preference by statements."""
    place: int
    """Its place, from 1; the first counts most."""
    wants: str
    """What the actor wants, as it is written."""
    words: str
    """The same, with the labels of the options."""
    claims: list[str]
    """The claims cited."""
    assumption: str | None
    """The analyst's own judgement."""


class Weighed(_piece.Piece):
    """A statement that counts in a preference by weights, most often a single option."""
    what: str
    """What is weighed, as it is written: an option by its key, or a statement."""
    words: str
    """The same, with the labels of the options."""
    holds: bool
    """Whether it is true in the second state, or in the first; a single option is true where it is taken."""
    weight: str
    """Its weight."""


class Answer(_piece.Piece):
    """What could come of a tempting move."""
    _inside = {
        "reply": (0, "Move"),
        "end": (0, "Comparison"),
        "then": (0, "Temptation"),
        "escape": (0, "Escape"),
        "line": (0, "Move"),
    }
    concept: str | None
    """The concept that sees it so, by its key."""
    verdict: Any
    reply: list[Move] | None
    """Their moves, one after another; under SIM at the same moment as the tempting move."""
    end: Comparison | None
    """Where that leads, against the state in question."""
    no_escape_by: int | None
    """How many moves the actor has from there, none of which mends it; none where the concept does not look at them."""
    then: Temptation | None
    """What would tempt it next and is answered in turn, where the concept looks so far; the first."""
    others_reach: int | None
    """How many states they could bring about."""
    ways_on: int | None
    """From how many of these the actor must move on so as not to lose."""
    escape: Escape | None
    """One such move."""
    answered_again: bool | None
    """Whether the concept has the others answer again after that, to no avail."""
    line: list[Move] | None
    """The moves of both."""


class Escape(_piece.Piece):
    """A move by which an actor mends what the others did."""
    _inside = {
        "move": (0, "Move"),
        "end": (0, "Comparison"),
    }
    move: Move
    """The move."""
    end: Comparison
    """Where it leads, against the state in question."""


class Cited(_piece.Piece):
    """A claim that is cited."""
    source: str
    """The source that says it."""
    speaker: str | None
    """Who says it, if not the source itself."""
    quote: str
    """In which words."""
    says: str | None
    """A paraphrase."""


class CitedSource(_piece.Piece):
    """The source of a claim."""
    title: str
    """Its title."""
    author: str | None
    """Who wrote it."""
    publisher: str | None
    """Who published it."""
    date: str | None
    """When it appeared."""


class AccountComparison(_answer.Answer):
    """Accounts of a case side by side. Serialises as `accounts`, for each what it predicts from today on; `concepts`,
    for each what holds in which accounts, how the options are in it and what separates the accounts; and `watch`, the
    signs that tell accounts apart, most telling first."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "ComparedAccount"),
        "concepts": (0, "Compared"),
        "watch": (0, "Watched"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    concepts_not_done: list[str]
    """The concepts that were not compared because a limit was reached."""
    accounts: list[ComparedAccount]
    """The accounts."""
    concepts: list[Compared]
    """What holds under each concept."""
    watch: list[Watched]
    """What to watch for, most telling first; what is at rest is so under the first concept."""
    watch_left_out: int
    """How many more things there would be to watch for, the least telling; there are some only where there are many
    accounts."""


class ComparedAccount(_piece.Piece):
    """What an account predicts from today on."""
    _inside = {
        "from_today": (0, "FromToday"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    states: int
    """How many states it has."""
    status_quo: int | str | None
    """Today's state."""
    from_today: FromToday | None
    """What leads on from today; none if today is not known."""


class FromToday(_piece.Piece):
    """Where improvements lead from today; those alone that are lean."""
    _inside = {
        "movers": (0, "Mover"),
        "ends": (0, "End"),
    }
    movers: list[Mover]
    """Who can improve at once."""
    ends: list[End] | None
    """Where paths of improvements can end; none if there are too many to follow."""
    circles: bool
    """Whether a path may go round for ever."""
    not_lean: int
    """How many improvements on the way were left out since they are not lean: changing a part alone would serve their
    mover better."""


class Mover(_piece.Piece):
    """Somebody who can improve at once."""
    actor: str
    """Its name in the file."""
    improvements: int
    """How many lean improvements it has."""
    not_lean: int
    """How many others it has, left out since they are not lean."""
    best: list[int | str]
    """The states that it likes best among those where they lead."""


class End(_piece.Piece):
    """Where a path of improvements can end."""
    state: int | str
    """The state."""
    moves: int
    """The fewest moves that lead there."""


class Compared(_piece.Piece):
    """What holds in which accounts under one concept."""
    _inside = {
        "outcomes": (1, None),
        "held": (0, "Held"),
        "options": (0, "ComparedOption"),
        "separators": (0, "Separation"),
    }
    concept: str
    """The concept."""
    outcomes: dict[str, int]
    """For each account how many settings of the options hold."""
    held: list[Held]
    """What holds, by the accounts in which it does; what holds in most first."""
    options: list[ComparedOption]
    """For each option how it is in what holds in each account; empty in a bare graph."""
    separators: list[Separation]
    """What separates each account from all others, and where there are more than two, from each."""


class Held(_piece.Piece):
    """What holds in some accounts and not in the others."""
    _inside = {
        "listed": (0, "NamedSetting"),
    }
    accounts: list[str]
    """The accounts."""
    outcomes: int
    """How many settings hold in just these."""
    listed: list[NamedSetting]
    """The first thousand of them."""


class NamedSetting(_piece.Piece):
    """A setting of the options, and which state it is in each account that has it."""
    _inside = {
        "state": (1, None),
    }
    taken: list[str]
    """The options taken."""
    state: dict[str, int | str]
    """The states."""


class ComparedOption(_piece.Piece):
    """An option in what holds."""
    _inside = {
        "taken": (1, None),
    }
    option: str
    """Its name."""
    taken: dict[str, str]
    """For each account whether it is taken in all that holds, in some, or in none; silent where nothing holds."""


class Separation(_piece.Piece):
    """What tells one account from others."""
    _inside = {
        "combinations": (0, "Combination"),
    }
    account: str
    """The one."""
    against: list[str]
    """The others."""
    exact: bool
    """Whether each combination holds in everything that the one predicts and in nothing that the others do."""
    share: float | None
    """The part of what the one predicts in which each combination holds, less the largest part of what another does;
    none if nothing separates."""
    combinations: list[Combination]
    """The smallest combinations; where none is exact, those that separate most."""


class Combination(_piece.Piece):
    """Options set so, or a state of a bare graph."""
    _inside = {
        "holds": (1, None),
    }
    taken: list[str]
    """The options taken."""
    not_taken: list[str]
    """The options not taken."""
    state: str | None
    """The state, in a bare graph."""
    words: str
    """In words, to stand after "if you see"."""
    holds: dict[str, int] | None
    """In how many outcomes of each account it holds, where it separates outcomes."""


class Watched(_piece.Piece):
    """Something to watch for."""
    _inside = {
        "seen": (0, "Combination"),
        "not_after": (0, "Combination"),
        "instead": (0, "Combination"),
        "alike": (0, "Combination"),
        "speaks": (0, "Speaks"),
        "otherwise": (0, "Speaks"),
        "lines": (1, "BearingLine"),
        "options": (1, "Cited2"),
        "later": (0, "CameLater"),
    }
    seen: Combination
    """What is seen."""
    not_after: Combination | None
    """What has not come before it, where the order is the sign."""
    instead: list[Combination] | None
    """What could stand for it as well, as the accounts say the same of it."""
    alike: list[Combination]
    """What comes to the same: it holds in just the same first steps and in just the same outcomes."""
    speaks: Speaks
    """For whom seeing it speaks."""
    otherwise: Speaks | None
    """For whom the reverse speaks when things are at rest; none where that tells nothing."""
    lines: dict[str, list[BearingLine]]
    """For each account its preference lines that mention the options."""
    options: dict[str, list[Cited2]]
    """The claims that the options themselves cite."""
    later: CameLater | None
    """Whether it came, where the case says what happened later."""


class Speaks(_piece.Piece):
    """For whom something speaks, and why."""
    _inside = {
        "because": (0, "Because"),
    }
    for_: list[str]
    """The accounts that predict it throughout, at each time at which they say anything of it."""
    fits: list[str]
    """The accounts that it fits: they have it in part."""
    against: list[str]
    """The accounts that have it at no time."""
    because: list[Because]
    """What each account predicts of it at each time."""


class Because(_piece.Piece):
    """What the accounts predict of something at one time."""
    _inside = {
        "accounts": (0, "InAccount"),
    }
    when: str
    """When it would be seen."""
    actor: str | None
    """Whose first step."""
    accounts: list[InAccount]
    """What each account predicts."""


class InAccount(_piece.Piece):
    """What an account predicts of something at one time."""
    account: str
    """The account."""
    predicts: str
    """How often it has it in what it predicts."""
    holds: int | None
    """In how many of the things that it predicts, where they can be counted."""
    of: int | None
    """How many these are."""


class BearingLine(_piece.Piece):
    """A line of an account's preferences that mentions an option of a sign."""
    _inside = {
        "claims": (0, "Cited2"),
    }
    actor: str
    """Whose preference."""
    wants: str
    """What it wants."""
    words: str
    """The same in words, and whose it is."""
    place: int | None
    """Its place in the list, from 1; none where the order is not a list of statements."""
    own: bool
    """Whether the account says so itself, and not the case for all accounts."""
    claims: list[Cited2]
    """The claims it cites."""
    assumption: str | None
    """The analyst's assumption."""


class Cited2(_piece.Piece):
    """A claim that is cited."""
    claim: str
    """Its name in the file."""
    source: str
    """The source that says it."""
    speaker: str | None
    """Who says it, if not the source itself."""
    quote: str
    """The words."""


class CameLater(_piece.Piece):
    """Whether something that was to be watched for came."""
    came: str
    """Whether it did."""
    date: str | None
    """The day on which it did."""


class Perceived(_answer.Answer):
    """A case in which each actor decides by the account that it believes."""
    _inside = {
        "limit": (0, "LimitReached"),
        "perceptions": (0, "Belief"),
        "concepts": (0, "Perceptions"),
        "sources": (1, "CitedSource"),
        "from_today": (0, "FromToday2"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    perceptions: list[Belief]
    """Who believes what."""
    concepts: list[Perceptions]
    """What holds under each concept."""
    sources: dict[str, CitedSource]
    """The sources of all accounts that are believed."""
    from_today: FromToday2 | None
    """Where improvements lead from today; none if it is not clear what today is."""


class Belief(_piece.Piece):
    """What an actor believes."""
    actor: str
    """The actor."""
    account: str
    """The account that it believes."""
    sources: list[str]
    """The sources of the claims that the account rests on."""
    sees: int
    """How many settings it sees."""
    does_not_see: int
    """How many settings others see and it does not."""


class Perceptions(_piece.Piece):
    """What holds under one concept when each decides by what it believes."""
    _inside = {
        "counts": (0, "Counts"),
        "holds": (0, "NamedSetting"),
        "waited": (0, "Mistaken"),
        "relied_on": (0, "Mistaken"),
        "undecided": (0, "Undecided"),
    }
    concept: str
    """The concept."""
    counts: Counts
    """How many settings of each kind there are; lists end after a thousand."""
    holds: list[NamedSetting]
    """The hypergame equilibria: every actor sees them and keeps them."""
    waited: list[Mistaken]
    """Those among them that somebody waits to see left."""
    relied_on: list[Mistaken]
    """What does not hold, though somebody believes that it does."""
    undecided: list[Undecided]
    """What all who see it keep and somebody does not see: what that one would do there is for the analyst to say."""


class Counts(_piece.Piece):
    """How many settings there are of each kind."""
    holds: int
    """Hypergame equilibria."""
    believed_by_all: int
    """Those among them that every actor believes in."""
    waited: int
    """Those among them that somebody does not believe in."""
    relied_on: int
    """Those that do not hold and that somebody believes in."""
    undecided: int
    """Those that are not decided."""


class Mistaken(_piece.Piece):
    """A setting about which somebody is mistaken."""
    _inside = {
        "setting": (0, "NamedSetting"),
        "who": (0, "Mistake"),
    }
    setting: NamedSetting
    """The setting."""
    who: list[Mistake]
    """Who is mistaken, and about whom."""


class Mistake(_piece.Piece):
    """Somebody's mistake about a setting."""
    actor: str
    """Who is mistaken."""
    about: list[str]
    """Who it thinks would leave and stays; or who leaves and it thinks would stay."""


class Undecided(_piece.Piece):
    """A setting that somebody does not see."""
    _inside = {
        "setting": (0, "NamedSetting"),
    }
    setting: NamedSetting
    """The setting."""
    unseen_by: list[str]
    """Who does not see it."""


class FromToday2(_piece.Piece):
    """Where improvements lead from today, each as its mover sees it."""
    _inside = {
        "today": (0, "NamedSetting"),
        "ends": (0, "NamedSetting"),
        "surprises": (0, "Surprise"),
    }
    today: NamedSetting
    """Today."""
    unseen_by: list[str]
    """Who does not see it."""
    ends: list[NamedSetting]
    """What nobody leaves any more."""
    surprises: list[Surprise]
    """Moves into what somebody does not see."""
    cut: bool
    """Whether there was too much to follow."""


class Surprise(_piece.Piece):
    """A move into a setting that somebody does not see."""
    _inside = {
        "from": (0, "NamedSetting"),
        "to": (0, "NamedSetting"),
    }
    mover: str
    """Who moves."""
    from_: NamedSetting
    """From where."""
    to: NamedSetting
    """Where to."""
    unseen_by: list[str]
    """Who does not see it."""


class Robustness(_answer.Answer):
    """Under how many compatible orders each outcome holds; or a part of that, to be merged with the others:
    `statecraft-robust`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountRobustness"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    sha256: str
    """The fingerprint (SHA-256) of its file, so that parts of another case, or of another version of this one, are not
    mixed in."""
    accounts: list[AccountRobustness]
    """The accounts."""


class AccountRobustness(_piece.Piece):
    """The same in one account."""
    _inside = {
        "compatible": (1, None),
        "names": (1, None),
        "written": (1, None),
        "counts": (2, None),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    doubt: str
    """`marked`: lines marked unsure, actors marked unknown; `every-line`: every line one place higher or lower."""
    compatible: dict[str, str | None]
    """For each actor with more than one, how many orders are compatible; none if the number is too large to be
    written."""
    names: dict[str, str]
    """What these actors are called."""
    unknown: list[str]
    """The actors marked unknown, who may have any strict order."""
    as_ranked: list[str] | None
    """What the actors are called who do not compare all states of their rankings: here these states count as they are
    ranked."""
    all: bool
    """Whether every combination of orders is looked at; else they are drawn."""
    orders: int
    """How many are looked at in all parts together."""
    seed: int
    """The seed of the draws."""
    parts: list[list[Any]]
    """Which of them are counted here: from, and up to but not with."""
    written: dict[str, list[int | str]]
    """For each concept the outcomes of the preferences as written."""
    counts: dict[str, dict[str, int]]
    """For each concept and state how many orders let it hold; states that never hold are left out."""


class Ledger(_answer.Answer):
    """The evidence for and against each account of a case: `statecraft-ledger`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountEvidence"),
        "alike": (0, "Side"),
        "claims": (0, "LedgerClaim"),
        "facts": (0, "LedgerFact"),
        "evidence": (0, "LedgerEvidence"),
        "pairs": (0, "LedgerPair"),
        "sources": (0, "SourceSummary"),
        "since": (0, "SignSeen"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    accounts: list[AccountEvidence]
    """The accounts, with what bears on each."""
    alike: Side
    """What stands behind lines that every account has."""
    claims: list[LedgerClaim]
    """The claims that bear on something, by origin and name."""
    facts: list[LedgerFact]
    """What is so today, and which accounts explain it."""
    evidence: list[LedgerEvidence]
    """The items of evidence for which the analyst gives ranges."""
    pairs: list[LedgerPair]
    """Each two accounts against each other."""
    leader: str | None
    """The account that leads every other over the whole range, if one does."""
    sources: SourceSummary | None
    """What the sources carry: what rests on one origin, and what no source speaks of. None where nobody acts yet."""
    since: list[SignSeen] | None
    """What happened after the day of the case, as evidence: the signs that the case gives for its accounts, and whether
    they came."""


class AccountEvidence(_piece.Piece):
    """What bears on one account."""
    _inside = {
        "for": (0, "Side"),
        "against": (0, "Side"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    for_: Side
    """What speaks for it."""
    against: Side
    """What speaks against it."""


class Side(_piece.Piece):
    """Claims, counted by their origins."""
    _inside = {
        "origins": (0, "Origins"),
    }
    origins: Origins
    """How many origins they have."""
    claims: list[str]
    """Their names, by origin, the most direct first."""


class Origins(_piece.Piece):
    """How many origins, each under the most direct of its claims."""
    said: int
    """A speaker who is named says it."""
    reported: int
    """The source reports it."""
    believed: int
    """Somebody believes it."""
    unnamed: int
    """From somebody who is not named."""
    unmarked: int
    """The case does not say how directly."""
    all: int
    """All of them."""


class LedgerClaim(_piece.Piece):
    """A claim, with what is known of it."""
    claim: str
    """Its name in the file."""
    origin: str
    """What it goes back to."""
    source: str
    """The source."""
    speaker: str | None
    """Who says it, if not the source itself."""
    directness: str | None
    """`said`, `reported`, `believed` or `unnamed`."""
    date: str | None
    """When it was said or happened."""
    appeared: str | None
    """When the source appeared."""
    quote: str
    """The words."""


class LedgerFact(_piece.Piece):
    """Something that is so today."""
    _inside = {
        "accounts": (0, "Stands"),
    }
    fact: str
    """The option; in a bare graph the state."""
    taken: bool
    """Whether the option is taken; true of a state."""
    label: str
    """What is done, or what the state is."""
    actor: str | None
    """Whose option it is."""
    accounts: list[Stands]
    """How each account stands to it."""


class Stands(_piece.Piece):
    """How an account stands to a fact."""
    account: str | None
    """The account."""
    standing: str
    """Whether it explains it."""


class LedgerEvidence(_piece.Piece):
    """An item of evidence with ranges."""
    _inside = {
        "likelihood": (1, None),
    }
    item: str
    """Its name in the file."""
    says: str
    """What was seen."""
    claims: list[str]
    """The claims that it rests on."""
    origins: list[str]
    """What these go back to."""
    absence: str | None
    """What was looked for and not found, where that is what it rests on."""
    assumption: str | None
    """Why the analyst takes it for so, where that is what it rests on."""
    likelihood: dict[str, list[Any]]
    """How likely one would see it under each account that has a range for it."""
    tells: bool
    """Whether it tells the accounts shown apart: some two of them have ranges, and not the same."""


class LedgerPair(_piece.Piece):
    """Two accounts against each other."""
    _inside = {
        "log_odds": (0, "Interval"),
        "counted": (0, "WeighedPart"),
    }
    account: str
    """The first."""
    other: str
    """The second."""
    explains: list[str]
    """The facts that the first explains and the second does not."""
    other_explains: list[str]
    """The facts that the second explains and the first does not."""
    log_odds: Interval | None
    """The natural logarithm of the odds of the first against the second; without priors, of how the evidence changes
    them."""
    priors: bool
    """Whether the priors of both count."""
    counted: list[WeighedPart]
    """What is counted."""
    left_out: list[str]
    """The items that count for neither, since one of the two has no range for them."""
    leader: str | None
    """Which of the two leads the other over the whole range, if one does."""


class Interval(_piece.Piece):
    """From one figure to another."""
    lower: float
    """The lower end."""
    upper: float
    """The upper end."""


class WeighedPart(_piece.Piece):
    """Items that hang together through their origins, and what they add."""
    _inside = {
        "adds": (0, "Interval"),
    }
    items: list[str]
    """The items; none for the priors."""
    adds: Interval
    """What they add to the log-odds."""
    deciding: bool
    """Whether one of the two accounts could lead if the ranges of these alone were narrower; only where neither
    leads."""


class SourceSummary(_piece.Piece):
    """What the sources of a case carry, over some of its accounts."""
    _inside = {
        "on_one_origin": (0, "OnOneOrigin"),
        "gaps": (0, "Gap"),
    }
    tried: bool
    """Whether each origin was taken away in turn; not where that would be too much work."""
    on_one_origin: list[OnOneOrigin]
    """The origins without which outcomes fall, account by account, those that carry most first."""
    undecided: list[str]
    """The origins of which it cannot be said, as a case without their lines cannot be computed."""
    gaps: list[Gap]
    """The lines in force that cite no claim, in reading order; states and moves of a bare graph need none."""


class OnOneOrigin(_piece.Piece):
    """Outcomes of one account that fall without one origin."""
    _inside = {
        "outcomes": (0, "CarriedOutcome"),
    }
    account: str | None
    """The account; none if the case has no accounts."""
    origin: str
    """What the claims go back to."""
    outcomes: list[CarriedOutcome]
    """The states from which nobody gains by moving alone (Nash), and that are none without what goes back to it."""
    of: int
    """Of how many."""


class CarriedOutcome(_piece.Piece):
    """An outcome, as a reader knows it."""
    state: int | str
    """Its number or name."""
    scenario: str | None
    """The title of the scenario that it is called by."""


class Gap(_piece.Piece):
    """A line that no source speaks of."""
    _inside = {
        "id": (0, "LineId"),
    }
    id: LineId
    """Its name."""
    line: int
    """Its line in the file, from 1."""
    says: str
    """What it says."""
    assumption: str | None
    """The analyst's assumption in place of a source; without one the line rests on nothing."""


class LineId(_piece.Piece):
    """Which line of a case, by the names in its file. What has no name is counted from 1. Without an account it is a
    line that is common to all accounts."""
    line: Any
    actor: Any
    option: str | None
    """The option, without the actor."""
    account: str | None
    """The account."""
    place: Any
    toward: str | None
    """Toward whom."""
    state: str | None
    """Its name."""


class SignSeen(_piece.Piece):
    """A sign that was to be watched for, and whether it came."""
    _inside = {
        "says": (0, "Sides"),
    }
    id: str
    """Its name, made of what is seen."""
    kind: str
    """What kind it is."""
    words: str
    """The question that was asked."""
    came: str
    """The answer."""
    date: str | None
    """The day on which it came."""
    says: Sides | None
    """What that says of the accounts; none where it says nothing."""


class Sides(_piece.Piece):
    """The accounts by what something says of them."""
    for_: list[str]
    """It speaks for these."""
    fits: list[str]
    """It fits these, and speaks neither for nor against them."""
    against: list[str]
    """It speaks against these."""


class Distances(_answer.Answer):
    """How far some states of a case are from holding, or from falling: `statecraft-change`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountDistances"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    concept: str
    """The concept."""
    edits: int
    """So many edits were allowed."""
    accounts: list[AccountDistances]
    """The accounts."""


class AccountDistances(_piece.Piece):
    """How far some states of one account are from holding, or from falling."""
    _inside = {
        "states": (0, "Distance"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    states: list[Distance]
    """The states."""
    left_out: int
    """How many outcomes there are beside these."""
    stopped: bool
    """Whether a limit stopped the work before all were looked at."""


class Distance(_piece.Piece):
    """How far one state is from holding, or from falling."""
    _inside = {
        "ways": (0, "EditInWords"),
        "reversals": (0, "ReversalsInWords"),
    }
    state: int | str
    """The state."""
    holds: bool
    """Whether it holds now."""
    wanted: bool
    """Whether it is to hold."""
    cost: float | None
    """The least cost of edits; none if it is so already, or if no edits allowed would do."""
    ways: list[list[EditInWords]]
    """Every way of this cost, up to a hundred."""
    looked_at: int
    """How many lists of lines were looked at."""
    reversals: list[ReversalsInWords]
    """For each actor whose verdict would have to turn, the fewest states whose order against this one must turn; Nash,
    GMR and SMR only."""


class EditInWords(_piece.Piece):
    """One edit of one line."""
    _inside = {
        "id": (0, "LineId"),
        "other": (0, "Neighbour"),
        "claims": (0, "Sentence2"),
    }
    actor: str
    """Whose preference."""
    does: str
    """`above`, `below`, `drop` or `negate`."""
    id: LineId
    """The name of the line."""
    line: int
    """The line of the file."""
    wants: str
    """What it wants."""
    other: Neighbour | None
    """The line that it is moved above, or below."""
    claims: list[Sentence2]
    """The claims that the line cites."""
    assumption: str | None
    """The analyst's assumption on which it rests."""


class Neighbour(_piece.Piece):
    """The line that another changes places with."""
    _inside = {
        "id": (0, "LineId"),
    }
    id: LineId
    """The name of the line."""
    line: int
    """The line of the file."""
    wants: str
    """What it wants."""


class Sentence2(_piece.Piece):
    """A sentence that a line cites."""
    claim: str
    """The name of the claim."""
    quote: str
    """The words."""
    speaker: str | None
    """Who says them, if not the source itself."""
    source: str
    """The source."""
    title: str
    """Its title."""


class ReversalsInWords(_piece.Piece):
    """States whose order against one state must turn, for one actor."""
    actor: str
    """Whose preference."""
    demoted: list[int | str]
    """States that must be no better than it."""
    promoted: list[int | str]
    """States that must be better than it."""
    exact: bool
    """Whether no fewer would do."""


class PathsReport(_answer.Answer):
    """Paths in a case, account by account: `statecraft-paths`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountPaths"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    concepts: list[str]
    """The concepts under which outcomes hold, by their keys."""
    stop_at_equilibria: bool
    """Whether paths do not go on past a state that holds under every concept asked for."""
    accounts: list[AccountPaths]
    """The accounts."""


class AccountPaths(_piece.Piece):
    """Paths in one account."""
    _inside = {
        "goals": (0, "Goals"),
        "first_moves": (0, "First"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    from_: int | str
    """Where the paths begin."""
    today: bool
    """Whether that is today's state."""
    states: int
    """How many states there are."""
    reached: int
    """To how many of them, the first among them, some path leads."""
    reached_by_improvements: int
    """To how many a path of improvements leads."""
    goals: list[Goals]
    """Where the paths lead: the outcomes by the concepts under which they hold, or the states asked for."""
    first_moves: list[First]
    """What each actor can do first."""


class Goals(_piece.Piece):
    """States of one kind, and how they can be reached."""
    _inside = {
        "told": (0, "Goal"),
    }
    holds_under: list[str] | None
    """The concepts under which they hold, if they are outcomes."""
    asked_for: str | None
    """What they are called, if they were asked for."""
    states: int
    """How many there are."""
    by_improvements: int
    """How many can be reached by improvements alone; where the paths begin counts."""
    by_concessions: int
    """How many can be reached, but not without a concession."""
    unreached: int
    """How many cannot be reached."""
    told: list[Goal]
    """The nearest of them."""


class Goal(_piece.Piece):
    """A state, and the easiest paths to it."""
    _inside = {
        "way": (0, "Move"),
        "all_ways": (0, "EasiestPaths"),
        "plans": (0, "PathPlans"),
        "why_unreached": (0, "WhyUnreached"),
    }
    state: int | str
    """The state."""
    taken: list[str]
    """The options taken in it."""
    reached: str
    """How it can be reached."""
    fewest_moves: int | None
    """The fewest moves that lead there."""
    concessions: int | None
    """The fewest concessions on a path there."""
    moves: int | None
    """The fewest moves of a path with so few concessions."""
    ways: int | None
    """How many such paths there are; nothing if too many to count."""
    way: list[Move]
    """The moves of one of them."""
    all_ways: EasiestPaths | None
    """All of them; nothing if they have more than 1,024 states together."""
    plans: PathPlans
    """The same as moves that wait for others: in which orders they can be made, and why not in others."""
    who_concedes: list[str]
    """Who concedes on some of them: actors by their keys."""
    price: str | None
    """What the concessions on some of them cost those who make them; nothing if there are none."""
    through: list[int | str]
    """The states that all of them go through."""
    who_must_move: list[str]
    """Who moves on every path there, easy or not."""
    who_must_improve: list[str]
    """Who moves on every path of improvements alone."""
    why_unreached: WhyUnreached | None
    """Why no path leads there, if none does."""


class EasiestPaths(_piece.Piece):
    """All of the easiest paths to a state, as one graph without circles."""
    _inside = {
        "places": (0, "PathPlace"),
        "steps": (0, "PathStep"),
    }
    places: list[PathPlace]
    """The states on them, the nearest first; the first is where they begin."""
    steps: list[PathStep]
    """The moves between these."""


class PathPlace(_piece.Piece):
    """A state on an easiest path, and the cost of coming there."""
    state: int | str
    """The state."""
    concessions: int
    """How many concessions it takes."""
    moves: int
    """How many moves."""
    last: str | None
    """Who moved last, where that matters for who may move next."""


class PathStep(_piece.Piece):
    """A move on an easiest path."""
    from_: int
    """Where it begins: a position in the list of places, from 0."""
    to: int
    """Where it ends."""
    by: str
    """Who moves: an actor by its key."""


class PathPlans(_piece.Piece):
    """Plans for one state: their orders of moves are together exactly the easiest paths to it."""
    _inside = {
        "told": (0, "PathPlan"),
        "why_none": (0, "WhyNoPlans"),
    }
    told: list[PathPlan]
    """The plans, those with the most paths first."""
    fewest: bool
    """Whether it is certain that no fewer plans have exactly these paths."""
    why_none: WhyNoPlans | None
    """Why there are no plans although there are paths; nothing if there are plans, or no moves to plan."""


class PathPlan(_piece.Piece):
    """Moves, and which must wait for which; each order of the moves that heeds this is one of the easiest paths."""
    _inside = {
        "steps": (0, "PlanStep"),
    }
    ways: int
    """How many paths it has."""
    steps: list[PlanStep]
    """The moves; each stands after those that it waits for."""


class PlanStep(_piece.Piece):
    """A move of a plan."""
    _inside = {
        "waits_for": (0, "PlanWait"),
    }
    by: str
    """Who moves: an actor by its key."""
    takes_up: list[str]
    """The options that it takes up, by their keys."""
    drops: list[str]
    """The options that it drops."""
    concession: str
    """Whether it is a concession: in no order of the moves, in some, or in each."""
    waits_for: list[PlanWait]
    """What it waits for; what follows from other moves that wait is left out."""


class PlanWait(_piece.Piece):
    """A move that another waits for, and what would be lost by not waiting."""
    _inside = {
        "too_early": (0, "TooEarly"),
    }
    step: int
    """The move, by its position in the plan from 0."""
    too_early: list[TooEarly]
    """What becomes of the one that waits if it is made right before the other instead of right after; one of each
    kind."""


class TooEarly(_piece.Piece):
    """What becomes of a move that is made too early."""
    _inside = {
        "step": (0, "Move"),
    }
    because: str
    """What goes wrong."""
    step: Move | None
    """The move that is then a concession, with what its mover thinks of it: the one that is made too early, or the one
    that it should have waited for."""
    rule: str | None
    """The rule that forbids it, in words."""


class WhyNoPlans(_piece.Piece):
    """Why the paths to a state are not told as plans."""
    because: str
    """`bare-graph`, `too-many-paths`, `too-many-plans` or `same-deed`."""
    words: str
    """The same in a sentence."""


class WhyUnreached(_piece.Piece):
    """Why a state cannot be reached."""
    because: str
    """`stopped`, `twice-running`, `nobody-leaves`, `fixed`, `nobody-enters` or `no-sequence`."""
    options: list[str]
    """The options that stand one way in all states that can be reached, and the other way in this one."""
    words: str
    """The same in a sentence."""


class First(_piece.Piece):
    """What an actor can do first."""
    _inside = {
        "towards": (0, "Towards"),
    }
    by: str
    """The actor, by its key."""
    moves: int
    """How many moves it has."""
    improvements: int
    """How many of them are improvements."""
    improving: list[int | str]
    """Where improvements lead; of many the first."""
    towards: list[Towards]
    """The moves with which an easiest path to a goal of the first kind begins that is told."""


class Towards(_piece.Piece):
    """A first move."""
    _inside = {
        "for_the_mover": (0, "Comparison"),
    }
    by: str
    """Who moves: an actor by its key."""
    from_: int | str
    """From where."""
    to: int | str
    """Where to."""
    takes_up: list[str]
    """The options that it takes up, by their keys; none in a bare graph."""
    drops: list[str]
    """The options that it drops."""
    for_the_mover: Comparison
    """How the actor ranks where it leads against where it begins."""
    leads_to: list[int | str]
    """The goals."""


class CoalitionReport(_answer.Answer):
    """Who would leave the outcomes of a case together, account by account: `statecraft-coalitions`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "AccountCoalitions"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    concept: str
    """The concept."""
    improvement: str
    """When a coalition is better off."""
    moves: str
    """How a coalition moves."""
    seq: str | None
    """Whose improvements deter; none unless the concept asks."""
    structure: list[list[str]] | None
    """The blocks of a structure, if one was given."""
    every: bool
    """Whether every coalition was asked."""
    accounts: list[AccountCoalitions]
    """The accounts."""


class AccountCoalitions(_piece.Piece):
    """Who would leave the outcomes of one account together."""
    _inside = {
        "coalitions": (0, "Leaves"),
        "departures": (0, "Way"),
        "between_outcomes": (0, "Way"),
        "state": (1, None),
        "checked": (0, "Checked"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    states: int
    """How many states there are."""
    about: int | str | None
    """The one state asked about, if one was named; else the outcomes are."""
    outcomes: list[int | str]
    """The states that every actor, or every block, by itself would keep."""
    outcomes_alone: list[int | str] | None
    """With a structure of blocks: the states that every actor by itself would keep."""
    held_by_all: list[int | str]
    """Those that every coalition asked would keep."""
    coalitions: list[Leaves]
    """The coalitions asked, the smallest first, each with the states asked about that it would leave."""
    departures: list[Way]
    """How the smallest coalitions would leave each state asked about."""
    between_outcomes: list[Way] | None
    """The improvements from one outcome to another by the smallest coalitions of two or more; none if the outcomes are
    too many."""
    options: list[str]
    state: dict[str, list[str]]
    checked: Checked
    """How many of the verdicts were checked by independent code: those of every actor or block on all states, and of
    every other coalition on those that it was asked about."""


class Leaves(_piece.Piece):
    """A coalition and what it would leave."""
    members: list[str]
    """Who they are."""
    leaves: list[int | str]
    """What they would leave."""


class Way(_piece.Piece):
    """How a coalition leaves a state for a better one."""
    _inside = {
        "moves": (0, "Moved"),
    }
    from_: int | str
    """The state."""
    members: list[str]
    """Who leaves it."""
    to: int | str
    """The better state."""
    to_outcome: bool
    """Whether that is an outcome itself."""
    moves: list[Moved]
    """The way there."""


class Moved(_piece.Piece):
    """One move of an actor, or one jump of a coalition."""
    by: list[str]
    """Who moves."""
    to: int | str
    """Where to."""


class Impact(_answer.Answer):
    """What hangs on each claim, source, speaker and assumption of a case, or on some of them: `statecraft-impact`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "dropped": (0, "Drop"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    policy: str
    """`falls` or `assumed`: what becomes of a line that has lost all its claims and is no assumption."""
    concepts: list[str]
    """The concepts that were computed."""
    outcomes: int
    """How many outcomes there are today, over all accounts and concepts."""
    dropped: list[Drop]
    """What is dropped and what changes, the most telling first."""
    not_done: int
    """How many things were not dropped for that reason."""


class Drop(_piece.Piece):
    """One thing dropped."""
    _inside = {
        "falls": (0, "LineInWords"),
        "stands": (0, "LineInWords"),
        "accounts": (0, "AccountChange"),
    }
    kind: str
    """`claim`, `source`, `speaker`, `below` or `line`."""
    name: str
    """Its name; of a line, where it stands in the file; `below` a grade, that grade."""
    says: str
    """What it says: a quote, a title, the line."""
    ungraded: list[str] | None
    """`below` a grade, the claims that stay although they, or their sources, are not graded; else none."""
    falls: list[LineInWords]
    """The lines that fall; under the policy `assumed`, those that become assumptions."""
    stands: list[LineInWords]
    """The lines that cite it and stand on something else."""
    lost: int
    """How many outcomes are lost, over all accounts and concepts."""
    gained: int
    """How many are gained."""
    verdicts: int
    """How many verdicts change, over all accounts, concepts and actors."""
    accounts: list[AccountChange]
    """What changes in each account; nothing if no line falls."""


class LineInWords(_piece.Piece):
    """A line of the case."""
    _inside = {
        "id": (0, "LineId"),
    }
    id: LineId
    """Its name."""
    line: int
    """Its line in the file, from 1."""
    says: str
    """What it says."""


class AccountChange(_piece.Piece):
    """What changes in one account."""
    _inside = {
        "concepts": (0, "ConceptChange"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    undecided: str | None
    """Why nothing can be said, if nothing can."""
    concepts: list[ConceptChange]
    """Under each concept where something changes."""


class ConceptChange(_piece.Piece):
    """What changes under one concept."""
    concept: str
    """The concept."""
    lost: list[int | str]
    """The outcomes that hold no longer, by the numbers or names of today's states."""
    gone: int
    """How many of them are no state any more."""
    gained: list[int | str]
    """The outcomes that hold now."""
    gained_new: list[list[str]]
    """The options taken in outcomes that were no states before."""
    verdicts: int
    """How many verdicts change."""


class Brief(_answer.Page):
    """What a page says of a case: `statecraft-brief`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "BriefAccount"),
        "outcomes": (0, "BriefOutcome"),
        "settled": (0, "Settled"),
        "signs": (0, "OptionSign"),
        "first_moves": (0, "FirstMove"),
        "bargains": (0, "Bargain"),
        "tests": (0, "ResponseTest"),
        "rests_on": (0, "RestsOn"),
        "fragile": (0, "Fragile"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    accounts: list[BriefAccount]
    """The accounts."""
    outcomes: list[BriefOutcome]
    """The outcomes told, each once, however many accounts have it: first those of the first account."""
    settled: list[Settled]
    """The options that are the same in every outcome told, in the order of the file."""
    signs: list[OptionSign]
    """The options that part the accounts: taken in every outcome told of one and in none of another."""
    first_moves: list[FirstMove]
    """What actors gain by doing today."""
    bargains: list[Bargain]
    """What several actors would do together where none gains alone."""
    tests: list[ResponseTest]
    """What others would answer to a first move, where accounts differ on it."""
    rests_on: RestsOn | None
    """What most outcomes rest on; none if the case is too large to be computed again without each line."""
    fragile: list[Fragile] | None
    """How each outcome from which nobody gains by moving would fall if one line were otherwise; none if that is too
    much to find out."""


class BriefAccount(_piece.Piece):
    """One account on the page."""
    id: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    told: int
    """How many outcomes are told."""
    at_rest: int
    """How many there are from which nobody gains by moving."""
    believable: int
    """How many others are believable."""
    today: bool | None
    """Whether today is told as an outcome; none if the case does not say where things stand."""
    origins: int
    """From how many origins what speaks for it comes."""
    against: list[str]
    """The claims that speak against it."""


class BriefOutcome(_piece.Piece):
    """An outcome, in whichever accounts it is told."""
    _inside = {
        "holds": (0, "Holds"),
    }
    scenario: str | None
    """The scenario that it is called by in the first of them."""
    taken: list[str]
    """The options taken; in a bare graph none."""
    ends: list[str]
    """Those taken today and not in it."""
    begins: list[str]
    """Those taken in it and not today."""
    exchange: bool
    """Whether it is nowhere at rest, and differs from an outcome that is by what the members of one bargain decide: it
    is then told as their exchange."""
    holds: list[Holds]
    """In which accounts, and why there."""


class Holds(_piece.Piece):
    """How an outcome holds in one account."""
    _inside = {
        "way": (0, "Way2"),
    }
    account: str | None
    """The account; none if the case has no accounts."""
    state: int | str
    """The state."""
    hold: str
    """Why it holds."""
    answered_by: list[str]
    """Whose answers that one may believe keep the others from leaving it."""
    left_together: bool | None
    """Whether some group would leave it together, where nobody would alone; none if that is too much to find out."""
    way: Way2 | str | None
    """How it comes about from today; none if the case does not say where things stand, or if that is too much to find
    out."""


class Way2(_piece.Piece):
    """How an outcome comes about from today."""
    concession: Any


class Settled(_piece.Piece):
    """An option that is the same in all outcomes told."""
    option: str
    """The option."""
    taken: bool
    """Whether it is taken."""
    today: bool | None
    """Whether it is today, where all accounts agree on that."""
    everywhere: bool
    """Whether it is so in every outcome told, or only where nobody gains by moving."""


class OptionSign(_piece.Piece):
    """An option that parts the accounts."""
    option: str
    """The option."""
    today: bool | None
    """Whether it is taken today, where all accounts agree on that."""
    always: list[str]
    """The accounts where it is taken in every outcome told."""
    never: list[str]
    """Those where it is in none."""
    open: list[str]
    """Those where it is in some."""


class FirstMove(_piece.Piece):
    """What an actor gains by doing today: of its lean improvements the best."""
    actor: str
    """The actor."""
    takes: list[str]
    """What it takes up."""
    drops: list[str]
    """What it drops."""
    accounts: list[str]
    """The accounts in which this is its best lean improvement."""
    in_all: bool
    """Whether these are all."""


class Bargain(_piece.Piece):
    """An exchange among several actors."""
    _inside = {
        "gives": (0, "Gives"),
        "from": (0, "BargainFrom"),
    }
    members: list[str]
    """Who, in the order of the file."""
    gives: list[Gives]
    """What each gives, from whichever outcome: what differs from one to the other is left out."""
    from_: list[BargainFrom]
    """From which outcomes."""


class Gives(_piece.Piece):
    """What one member gives."""
    actor: str
    """Who."""
    takes: list[str]
    """What it takes up."""
    drops: list[str]
    """What it drops."""


class BargainFrom(_piece.Piece):
    """An outcome that is left."""
    account: str | None
    """The account; none if the case has no accounts."""
    state: int | str
    """The outcome."""
    to: int | str
    """Where the exchange leads."""
    lasts: str
    """Whether that lasts, and why."""
    first_at_loss: str | None
    """The only one who can go first so that each step after it is a gain to whoever takes it, if its own step is a loss
    to it."""


class ResponseTest(_piece.Piece):
    """What others would answer to a first move, where accounts differ on it."""
    _inside = {
        "responses": (0, "Response"),
    }
    actor: str
    """Who moves first."""
    takes: list[str]
    """What it takes up."""
    drops: list[str]
    """What it drops."""
    by: str
    """Who would answer."""
    responses: list[Response]
    """What, in which accounts; the accounts where it would do nothing new are those of an answer without options."""


class Response(_piece.Piece):
    """An answer and the accounts in which it would come."""
    takes: list[str]
    """What is taken up."""
    drops: list[str]
    """What is dropped."""
    accounts: list[str]
    """The accounts."""


class RestsOn(_piece.Piece):
    """What most rests on."""
    _inside = {
        "claims": (0, "Linchpin"),
        "assumption": (0, "Linchpin"),
    }
    outcomes: int
    """How many outcomes there are from which nobody gains by moving, in all accounts."""
    claims: list[Linchpin]
    """The claims without which most of these fall, the weightiest first; of those with the same effect the first."""
    assumption: Linchpin | None
    """The assumption without which most fall, if any."""
    not_computed: int
    """How many assumptions there are without which some account cannot be computed."""


class Linchpin(_piece.Piece):
    """A claim or a line, and what falls without it."""
    _inside = {
        "lines": (0, "LineId"),
    }
    claim: str | None
    """The claim; none if it is an assumption."""
    lines: list[LineId]
    """The lines that fall with it."""
    lost: list[list[Any]]
    """The outcomes that hold no longer: account and state."""


class Fragile(_piece.Piece):
    """How an outcome falls if one line of a preference is otherwise."""
    _inside = {
        "edits": (0, "EditInWords"),
    }
    account: str | None
    """The account; none if the case has no accounts."""
    state: int | str
    """The outcome."""
    edits: list[EditInWords]
    """The single edits of least cost by which it falls; none if no single edit does it."""


class Proposals(_answer.Answer):
    """Scenarios that a case could name: `statecraft-scenarios`. What they are called is left to the analyst."""
    _inside = {
        "limit": (0, "LimitReached"),
        "proposed": (0, "Proposed"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    named: int
    """How many scenarios the case has."""
    proposed: list[Proposed]
    """The proposals, those that stand for most outcomes first."""


class Proposed(_piece.Piece):
    """A scenario that a case could name."""
    _inside = {
        "outcomes": (0, "ProposedFor"),
    }
    key: str
    """A key that no scenario of the case has."""
    where: str
    """The statement that is true in its states."""
    taken: list[str]
    """The options that the statement says are taken."""
    not_taken: list[str]
    """Those that it says are not."""
    outcomes: list[ProposedFor]
    """The outcomes that it stands for, account by account."""


class ProposedFor(_piece.Piece):
    """What a proposal stands for in one account."""
    account: str | None
    """The account; none if the case has no accounts."""
    states: list[int | str]
    """The outcomes, the first few of them."""
    count: int
    """How many there are."""


class Variants(_answer.Answer):
    """Where a case and its variants lead: `statecraft-variants`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "as_it_stands": (0, "Leads"),
        "variants": (0, "VariantLeads"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    concepts: list[str]
    """The concepts, by their keys."""
    as_it_stands: list[Leads]
    """The outcomes of the case as it stands, account by account."""
    variants: list[VariantLeads]
    """The variants, in the order of the file."""


class Leads(_piece.Piece):
    """The outcomes of an account."""
    _inside = {
        "outcomes": (0, "OutcomesOf"),
    }
    account: str | None
    """The account; none if the case has no accounts."""
    states: int
    """How many states there are."""
    outcomes: list[list[OutcomesOf]]
    """For each concept its outcomes, those of one scenario together."""


class OutcomesOf(_piece.Piece):
    """The outcomes of one scenario."""
    scenario: str | None
    """The title of the scenario; none for outcomes that have none."""
    states: list[int | str]
    """The states, by their names in this variant."""


class VariantLeads(_piece.Piece):
    """Where a variant leads."""
    _inside = {
        "leads": (0, "Leads"),
    }
    key: str
    """Its name."""
    title: str
    """What it reads otherwise."""
    leads: list[Leads]
    """Its outcomes, account by account."""


class WatchList(_answer.Calendar):
    """What to watch for: `statecraft-watch`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "accounts": (0, "WatchedAccount"),
        "indicators": (0, "Indicator"),
        "surprises": (0, "Indicator"),
        "expected": (0, "Indicator"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    as_of: str | None
    """The day that the case describes, as the file has it."""
    by: str | None
    """The day by which things should have been seen, as the file has it."""
    accounts: list[WatchedAccount]
    """The accounts."""
    indicators: list[Indicator]
    """What tells accounts apart: response tests, then signs, the most telling first."""
    left_out: int
    """How many more signs there would be, the least telling."""
    not_believable: int
    """How many signs under Nash are left out since they tell no accounts apart among all believable outcomes."""
    surprises: list[Indicator]
    """What would speak against every account."""
    expected: list[Indicator]
    """What all accounts expect: seeing it tells nothing."""


class WatchedAccount(_piece.Piece):
    """An account of a watch list."""
    id: str
    """What readers call it."""
    title: str | None
    """Its title."""


class Indicator(_piece.Piece):
    """Something that can be seen or not: a change of named options."""
    _inside = {
        "after": (0, "Combination"),
        "seen": (0, "Combination"),
        "not_after": (0, "Combination"),
        "alike": (0, "Combination"),
        "yes": (0, "Sides"),
        "no": (0, "Sides"),
        "unless": (0, "Exception"),
        "counts": (0, "WhatCounts"),
        "lines": (1, "BearingLine"),
        "options": (1, "Cited2"),
    }
    id: str
    """Its name, made of what is seen: the same change has the same name in every edition of a case."""
    kind: str
    """What kind it is."""
    words: str
    """A question to be answered with yes, no or unclear."""
    after: Combination | None
    """What must be seen before it, as the first change of all: in response tests."""
    seen: Combination
    """What is seen."""
    not_after: Combination | None
    """What has not come before it, where the order is the sign."""
    alike: list[Combination]
    """What could stand for it as well, as all accounts say the same of it."""
    yes: Sides
    """For whom seeing it speaks."""
    no: Sides | None
    """For whom it speaks that it was not seen when the time is up; none where that tells nothing."""
    unless: list[Exception]
    """With what it fits an account after all that it speaks against."""
    counts: list[WhatCounts]
    """What would count as seeing its options change, where the case says so."""
    by: str | None
    """The day by which it should have been seen, as the file has it."""
    lines: dict[str, list[BearingLine]]
    """For each account its preference lines that mention the options, with the claims that they cite."""
    options: dict[str, list[Cited2]]
    """The claims that the options themselves cite."""


class Exception(_piece.Piece):
    """With what a sign fits an account after all: every outcome of the account that has the sign has one of these
    too."""
    _inside = {
        "any_of": (0, "Combination"),
    }
    account: str
    """The account."""
    any_of: list[Combination]
    """One of these changes."""


class WhatCounts(_piece.Piece):
    """What would count as seeing an option change."""
    option: str
    """The option."""
    label: str
    """Its label, with whose it is: `“Raise wages” (Harbour company)`."""
    words: str
    """The words of the case."""


class Diff(_answer.Answer):
    """What changed from one case to another: `statecraft-diff`. The header is that of the new case."""
    _inside = {
        "limit": (0, "LimitReached"),
        "changes": (0, "ChangeInWords"),
        "accounts": (0, "AccountDiff"),
        "records": (0, "Record"),
        "touches": (0, "Touch"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    old_case: str
    """The title of the old case."""
    concepts: list[str]
    """The concepts under which judgements were compared."""
    changes: list[ChangeInWords]
    """What differs in options, rules, where things stand, wishes, scenarios and accounts, in the order of the
    sections."""
    accounts: list[AccountDiff]
    """The judgements that changed, account by account."""
    records: list[Record]
    """The sources, claims and whatever else turns no judgement that differ."""
    touches: list[Touch]
    """What rests on the sources and claims that only the new case has."""


class ChangeInWords(_piece.Piece):
    """One difference in words."""
    _inside = {
        "old": (0, "DiffLine"),
        "new": (0, "DiffLine"),
    }
    how: str
    """What became of it."""
    account: str | None
    """The account that it is in; none if it is common to all."""
    says: str
    """What changed, as a clause."""
    bears: bool
    """Whether it can turn a judgement; not if only the words changed, or what the line rests on."""
    old: list[DiffLine]
    """The lines of the old case."""
    new: list[DiffLine]
    """The lines of the new case."""


class DiffLine(_piece.Piece):
    """A line and what it rests on."""
    _inside = {
        "id": (0, "LineId"),
        "claims": (0, "Sentence2"),
    }
    id: LineId
    """Its name."""
    line: int
    """Its line in the file, from 1."""
    says: str
    """What it says."""
    claims: list[Sentence2]
    """The sentences that it cites."""
    assumption: str | None
    """The analyst's assumption."""


class AccountDiff(_piece.Piece):
    """The judgements that changed in one account."""
    _inside = {
        "judgements": (0, "JudgementInWords"),
    }
    id: str | None
    """Its name; none if the cases have no accounts."""
    before: int | None
    """How many outcomes there were, over all concepts; none if the old case does not have the account."""
    after: int | None
    """How many there are; none if the new case does not have it."""
    undecided: str | None
    """Why nothing can be said, if nothing can."""
    judgements: list[JudgementInWords]
    """The judgements: those of the same outcome with the same causes are one."""
    left_out: int
    """How many more changed, of an outcome under a concept each; why was not looked for."""


class JudgementInWords(_piece.Piece):
    """An outcome that no longer holds, or holds now."""
    concepts: list[str]
    """Under which concepts."""
    holds: bool
    """Whether it holds now."""
    scenario: str | None
    """The scenario that the outcome is called by, in the case where it holds."""
    says: str
    """What the outcome is in words: the title of its scenario, and how it differs from today."""
    taken: list[str]
    """The options taken."""
    open: list[str] | None
    """Those that some members of a merged state take."""
    state: str | None
    """The state of a bare graph."""
    alone: list[int]
    """The changes each of which is enough for it, by their places from 0."""
    together: list[int]
    """If none is: changes that are enough together, and each of which is needed for it; none if the work was stopped
    before."""


class Record(_piece.Piece):
    """Something that differs and turns no judgement."""
    kind: str
    """What it is."""
    name: str
    """Its name in the file; of the case as a whole its title."""
    how: str
    """What became of it."""
    says: str
    """The title of a source, the words of a claim, what an item of evidence says."""
    keys: list[str]
    """The keys in which it differs, if both cases have it."""


class Touch(_piece.Piece):
    """What a new source, or a new claim of a source that was there, touches."""
    _inside = {
        "without": (0, "Drop"),
        "accounts": (0, "TouchedAccount"),
    }
    without: Drop
    """What would fall without it: lines, and the outcomes that rest on them."""
    claims: list[str]
    """The new claims."""
    accounts: list[TouchedAccount]
    """The accounts that it bears on."""
    evidence: list[str]
    """The items of evidence that cite it."""


class TouchedAccount(_piece.Piece):
    """An account that a new source bears on."""
    account: str | None
    """Its name; none if the case has no accounts."""
    roles: list[str]
    """How."""


class Linkage(_answer.Answer):
    """What holds only because the issues of a case are linked, account by account: `statecraft-linkage`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "issues": (0, "IssueTable"),
        "accounts": (0, "AccountLinkage"),
        "claims": (1, "Cited"),
        "sources": (1, "CitedSource"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    issues: list[IssueTable]
    """The issues, in the order of the file."""
    common: list[str]
    """The actors with options in more than one issue, by their keys."""
    accounts: list[AccountLinkage]
    """The accounts."""
    claims: dict[str, Cited]
    """The claims on which the papers rest."""
    sources: dict[str, CitedSource]
    """The sources of these claims."""


class IssueTable(_piece.Piece):
    """An issue and who sits at its table."""
    key: str
    """Its key."""
    title: str
    """Its title."""
    options: list[str]
    """Its options, by their keys."""
    actors: list[str]
    """The actors that own them, by their keys."""


class AccountLinkage(_piece.Piece):
    """What holds in one account only because the issues are linked."""
    _inside = {
        "concepts": (0, "LinkageUnder"),
        "papers": (0, "Paper"),
        "losses": (0, "Loss"),
        "state": (1, None),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    states: int
    """How many states there are."""
    settings: list[int]
    """For each issue how many settings of its options there are."""
    concepts: list[LinkageUnder]
    """What holds under each concept."""
    papers: list[Paper]
    """The papers, those that stand in most outcomes first; a paper that says more than another and stands nowhere else
    is left out, and so are those after the first 64."""
    papers_in_all: int
    """How many there are, told or not."""
    losses: list[Loss]
    """How some of the outcomes are left that the link loses."""
    options: list[str]
    state: dict[str, list[str]]


class LinkageUnder(_piece.Piece):
    """What holds under one concept, in the whole and issue by issue."""
    concept: str
    """The concept, by its key."""
    issue_by_issue: list[int | str]
    """The outcomes that also hold issue by issue."""
    only_linked: list[int | str]
    """The outcomes that hold only because the issues are linked."""
    some_paper: list[int | str]
    """Those among them in which a paper stands."""
    papers_alone: list[int | str]
    """Those among these where papers meet every move that its issue by itself leaves undeterred: no other answer is
    needed."""
    looked_at: int
    """In so many of the outcomes that hold only by the link papers were looked for: in all, unless there are too
    many."""
    lost: list[int | str]
    """The states that hold issue by issue and not in the whole."""


class Paper(_piece.Piece):
    """A threat across issues: one actor is tempted in an issue, and another answers elsewhere. Told in one outcome
    where it stands."""
    _inside = {
        "temptation": (0, "Move"),
        "answer": (0, "Move"),
        "end": (0, "Comparison"),
    }
    concepts: list[str]
    """Under these concepts, by their keys."""
    issue: str
    """The issue in which the first actor is tempted, by its key."""
    answered_in: list[str]
    """The issues in which the other answers; the first may be among them, with others."""
    temptation: Move
    """What tempts the first actor, and why."""
    answer: Move
    """What the other would then do, and why."""
    end: Comparison
    """What that leaves the first actor with, beside where it began."""
    outcomes: list[int | str]
    """The outcomes in which the same move would meet the same answer."""


class Loss(_piece.Piece):
    """How an outcome is left that would hold issue by issue."""
    _inside = {
        "leaves": (0, "Move"),
    }
    concepts: list[str]
    """Under these concepts, by their keys."""
    leaves: Move
    """A move from there that nothing deters."""


class Seal(_answer.Answer):
    """What a case predicts: `statecraft-seal`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "texts": (0, "SealedText"),
        "accounts": (0, "SealedAccount"),
        "indicators": (0, "SealedSign"),
        "forecasts": (0, "SealedForecast"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    sealed: str
    """The day on which it was sealed, as the user gave it."""
    program: str
    """The version of the program."""
    as_of: str | None
    """The day that the case describes."""
    by: str | None
    """The day by which what it predicts should have been seen."""
    sha256: str
    """The SHA-256 of the text of the case file."""
    texts: list[SealedText]
    """The SHA-256 of each text that a source has, as far as it is known."""
    options: list[str]
    """The options of the case."""
    concepts: list[str]
    """The concepts."""
    accounts: list[SealedAccount]
    """What each account predicts."""
    indicators: list[SealedSign]
    """What was to be watched for, and what seeing it would say."""
    forecasts: list[SealedForecast] | None
    """How likely the analyst held what, where the case says so."""


class SealedText(_piece.Piece):
    """The text of a source."""
    source: str
    """The source."""
    sha256: str
    """The fingerprint."""


class SealedAccount(_piece.Piece):
    """What one account predicts."""
    _inside = {
        "first_steps": (0, "SealedStep"),
        "outcomes": (0, "SealedOutcomes"),
    }
    account: str | None
    """Its name; none if the case has no accounts."""
    title: str | None
    """Its title."""
    states: int
    """How many states it has."""
    today: list[str] | None
    """The options taken where things stand; none if the case does not say."""
    first_steps: list[SealedStep]
    """What each actor would do first: the steps from today that it likes best."""
    outcomes: list[SealedOutcomes]
    """The outcomes under each concept."""


class SealedStep(_piece.Piece):
    """A first step."""
    actor: str
    """Whose."""
    taken: list[str]
    """The options that it takes up."""
    dropped: list[str]
    """The options that it drops."""


class SealedOutcomes(_piece.Piece):
    """The outcomes under one concept."""
    _inside = {
        "listed": (0, "SealedOutcome"),
    }
    concept: str
    """The concept."""
    count: int
    """How many outcomes there are."""
    listed: list[SealedOutcome]
    """Each of them, or none where they are too many."""
    sha256: str | None
    """The SHA-256 of all of them, where they are too many to be listed."""


class SealedOutcome(_piece.Piece):
    """One outcome."""
    taken: list[str]
    """The options taken in it."""
    open: list[str] | None
    """In a merged state, the options that may be either way."""
    state: str | None
    """In a bare graph, the state."""
    scenario: str | None
    """The scenario that it is called by."""


class SealedSign(_piece.Piece):
    """Something that was to be watched for."""
    _inside = {
        "after": (0, "SealedSetting"),
        "seen": (0, "SealedSetting"),
        "not_after": (0, "SealedSetting"),
        "yes": (0, "Sides"),
        "no": (0, "Sides"),
    }
    id: str
    """Its name, made of what is seen."""
    kind: str
    """What kind it is."""
    words: str
    """A question to be answered with yes, no or unclear."""
    after: SealedSetting | None
    """What must be seen before it, as the first change of all."""
    seen: SealedSetting
    """What is seen."""
    not_after: SealedSetting | None
    """What has not come before it."""
    yes: Sides
    """For whom seeing it speaks."""
    no: Sides | None
    """For whom it speaks that it was not seen when the time is up."""


class SealedSetting(_piece.Piece):
    """How some options are set."""
    taken: list[str]
    """Those taken."""
    not_taken: list[str]
    """Those not taken."""


class SealedForecast(_piece.Piece):
    """How likely the analyst held something to come."""
    forecast: str
    """Its name."""
    where: str
    """What would be true in the end."""
    low: float
    """The least probability that the analyst held possible."""
    high: float
    """The most."""


class SealCheck(_answer.Answer):
    """Whether a case still predicts what was sealed: `statecraft-seal-check`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "changes": (0, "SealChange"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    sealed: str
    """The day on which it was sealed, as the seal has it."""
    holds: bool
    """Whether every prediction is still the same."""
    same_case: bool
    """Whether the case file is the same, byte for byte."""
    other_texts: list[str]
    """The sources whose text is another, or is not known any more."""
    other_program: str | None
    """The version of the program that sealed it, if it is not this one."""
    changes: list[SealChange]
    """What changed."""


class SealChange(_piece.Piece):
    """A prediction that changed."""
    part: str
    """What kind."""
    account: str | None
    """The account, by what readers call it; none where it concerns all."""
    concept: str | None
    """The concept."""
    gone: list[str]
    """What was sealed and is not said any more."""
    new: list[str]
    """What is said now and was not sealed."""


class SweepPlan(_answer.Answer):
    """A sweep as it is planned: `statecraft-sweep-plan`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "cells": (0, "Cell"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    sha256: str
    """The fingerprint (SHA-256) of the case file."""
    samples: int
    """So many orders are drawn in each cell, unless there are no more of them."""
    seed: int
    """The seed of the draws."""
    every_line: bool
    """Every line may stand one place higher or lower, whatever is marked."""
    shards: int
    """How many shards there are."""
    cells: list[Cell]
    """The readings of the case."""


class Cell(_piece.Piece):
    """One reading of a case."""
    _inside = {
        "without": (0, "LineId"),
    }
    name: str
    """Its name: what is otherwise, joined by ` + `."""
    variants: list[str] | None
    """Its variants, in the order in which they are read."""
    without: list[LineId] | None
    """The options that stay as they are today, and the rules that are left out."""


class SweepPart(_answer.Answer):
    """One shard of a plan, counted: `statecraft-sweep-part`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "cells": (0, "Robustness"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    plan: str
    """The fingerprint of the plan."""
    shard: int
    """Which shard, from 1."""
    cells: list[Robustness]
    """For each cell what was counted."""
    sum: str
    """The fingerprint of the cells, to know a file that was cut off or changed."""


class Sweep(_answer.Answer):
    """A whole sweep: `statecraft-sweep`. It does not depend on how many shards it was counted in."""
    _inside = {
        "limit": (0, "LimitReached"),
        "cells": (0, "SweptCell"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    sha256: str
    """The fingerprint (SHA-256) of the case file."""
    cells: list[SweptCell]
    """The readings, with what holds in each."""


class SweptCell(_piece.Piece):
    """One reading, and what holds in it."""
    _inside = {
        "without": (0, "LineId"),
        "accounts": (0, "SweptAccount"),
    }
    name: str
    """Its name: what is otherwise, joined by ` + `."""
    variants: list[str] | None
    """Its variants, in the order in which they are read."""
    without: list[LineId] | None
    """The options that stay as they are today, and the rules that are left out."""
    accounts: list[SweptAccount]
    """Under how many orders each outcome holds, account by account."""


class SweptAccount(_piece.Piece):
    """What holds in an account of one reading."""
    _inside = {
        "compatible": (1, None),
        "names": (1, None),
        "written": (1, None),
        "counts": (2, None),
        "states": (1, "SweptState"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    doubt: str
    """`marked`: lines marked unsure, actors marked unknown; `every-line`: every line one place higher or lower."""
    compatible: dict[str, str | None]
    """For each actor with more than one, how many orders are compatible; none if the number is too large to be
    written."""
    names: dict[str, str]
    """What these actors are called."""
    unknown: list[str]
    """The actors marked unknown, who may have any strict order."""
    as_ranked: list[str] | None
    """What the actors are called who do not compare all states of their rankings: here these states count as they are
    ranked."""
    all: bool
    """Whether every combination of orders is looked at; else they are drawn."""
    orders: int
    """How many are looked at in all parts together."""
    seed: int
    """The seed of the draws."""
    parts: list[list[Any]]
    """Which of them are counted here: from, and up to but not with."""
    written: dict[str, list[int | str]]
    """For each concept the outcomes of the preferences as written."""
    counts: dict[str, dict[str, int]]
    """For each concept and state how many orders let it hold; states that never hold are left out."""
    states: dict[str, SweptState]
    """Each state that ever holds: its scenario, and the options taken in it."""


class SweptState(_piece.Piece):
    """A state that holds under some order."""
    scenario: str | None
    """The title of its scenario."""
    taken: list[str]
    """The options taken."""


class Score(_answer.Answer):
    """How predictions did against what happened: `statecraft-score`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "sealed": (0, "SealUsed"),
        "facts": (0, "Facts"),
        "beyond": (0, "Beyond"),
        "steps": (0, "AccountSteps"),
        "codings": (0, "CodingScore"),
        "signs": (0, "SignSeen"),
        "surprises": (0, "Surprise2"),
        "repairs": (0, "AccountDistances"),
        "forecasts": (0, "ForecastScores"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    as_of: str | None
    """The day that the case describes."""
    at: str | None
    """The day on which it was looked how things stood."""
    sealed: SealUsed | None
    """What was sealed; none if the case as it is now was scored."""
    facts: Facts
    """What stands behind what is said to have happened."""
    beyond: list[Beyond]
    """What happened that no option of the case can say."""
    steps: list[AccountSteps]
    """The steps that led there, account by account."""
    codings: list[CodingScore]
    """The score, once for each way to read what is unclear; the first as the entries have it."""
    signs: list[SignSeen]
    """What was to be watched for, and whether it came."""
    surprises: list[Surprise2]
    """Under the first concept, what every outcome of every account has otherwise than it came."""
    repairs: list[AccountDistances]
    """For each account that does not have the end among its outcomes under the first concept, the least change of lines
    by which it would; none where that is too much to find out."""
    forecasts: ForecastScores | None
    """How the probabilities did that the analyst gave, as the entries have it; none if there are none."""


class SealUsed(_piece.Piece):
    """The seal that was scored."""
    sealed: str
    """The day that it names."""
    before: bool
    """Whether everything happened after that day."""
    same_case: bool
    """Whether the case file is still the one that was sealed."""


class Facts(_piece.Piece):
    """What stands behind what is said to have happened."""
    entries: int
    """How many entries there are."""
    in_text: int
    """How many claims they cite that were read in the text of a source."""
    in_excerpt: int
    """How many were read in an excerpt."""
    recalled: int
    """How many are recalled, and not read."""
    origins: int
    """From how many origins the claims come."""
    without_claim: int
    """How many entries cite none."""
    unsaid: list[str]
    """The options of which no entry speaks: they count as left as they were."""


class Beyond(_piece.Piece):
    """Something that no option of the case can say."""
    date: str
    """The day."""
    says: str
    """What happened."""


class AccountSteps(_piece.Piece):
    """The steps in one account."""
    _inside = {
        "steps": (0, "ScoredStep"),
    }
    account: str | None
    """The account; none if the case has no accounts."""
    from_: int | str | None
    """The state in which they begin."""
    steps: list[ScoredStep]
    """The steps, in their order."""


class ScoredStep(_piece.Piece):
    """A step."""
    date: str
    """The day."""
    actor: str
    """Whose."""
    taken: list[str]
    """The options taken up."""
    dropped: list[str]
    """The options dropped."""
    state: int | str | None
    """The state after it; none if the account has no such state."""
    legal: str
    """Whether the account has it as a move."""
    gain: str | None
    """What it was to whoever took it."""


class CodingScore(_piece.Piece):
    """The score in one reading of what is unclear."""
    _inside = {
        "options": (0, "CameAbout"),
        "accounts": (0, "AccountScore"),
        "together": (0, "ConceptScore"),
    }
    coding: str | None
    """Its name; none if it is as the entries have it."""
    title: str | None
    """Its title."""
    reason: str | None
    """Why one could read it so."""
    options: list[CameAbout]
    """How each option stood in the end."""
    clear: int
    """How many options are clear."""
    nothing_changes: int | None
    """In how many of them nothing changed; none if the case does not say where things stood."""
    accounts: list[AccountScore]
    """The accounts."""
    together: list[ConceptScore]
    """All accounts together, under each concept: an outcome of any of them is one."""


class CameAbout(_piece.Piece):
    """How an option stood in the end."""
    option: str
    """The option."""
    taken: bool | None
    """Whether it was taken; none if that cannot be told."""
    before: bool | None
    """Whether it was where things stood; none if that is not known."""


class AccountScore(_piece.Piece):
    """The score of an account."""
    _inside = {
        "concepts": (0, "ConceptScore"),
    }
    account: str | None
    """The account; none if the case has no accounts."""
    states: int
    """How many states it has."""
    possible: list[int | str]
    """Its states that agree with all that is clear, the first few of them."""
    at_random: float
    """In how many of the options that are clear a state drawn at random agrees on average."""
    concepts: list[ConceptScore]
    """Its predictions under each concept."""


class ConceptScore(_piece.Piece):
    """The score of one set of outcomes."""
    _inside = {
        "listed": (0, "OutcomeScore"),
    }
    concept: str
    """The concept."""
    outcomes: int
    """How many outcomes it has."""
    states: int
    """Among how many states."""
    inside: str | None
    """Whether what came about is one of them; none if there is no outcome, which predicts nothing."""
    bits: float | None
    """By how many bits the set narrowed things down, where what came about lies in it or may: the logarithm of the
    states to the outcomes."""
    best: int | None
    """In how many options that are clear the nearest outcome agrees."""
    worst: int | None
    """In how many the farthest does."""
    average: float | None
    """In how many they do on average."""
    right: list[str]
    """The options that all outcomes have as they came."""
    wrong: list[str]
    """Those that all have otherwise."""
    says_nothing: list[str]
    """Those of which the outcomes differ, and so say nothing."""
    listed: list[OutcomeScore]
    """Each outcome, where they are few."""


class OutcomeScore(_piece.Piece):
    """The score of one outcome."""
    state: int | str | None
    """The state; none if the case does not have it any more."""
    agrees: int
    """In how many options that are clear it agrees; of a merged state the most."""


class Surprise2(_piece.Piece):
    """An option that came otherwise than every outcome has it."""
    option: str
    """The option."""
    taken: bool
    """Whether it was taken in the end."""


class ForecastScores(_piece.Piece):
    """How the analyst's probabilities did."""
    _inside = {
        "listed": (0, "ForecastScore"),
        "brier": (0, "Spread"),
        "log": (0, "Spread"),
    }
    listed: list[ForecastScore]
    """Each of them."""
    brier: Spread | None
    """The mean Brier score of those that can be told; always to say a half has 0.25."""
    log: Spread | None
    """The mean logarithmic score, in bits; always to say a half has 1."""


class ForecastScore(_piece.Piece):
    """How one probability did."""
    _inside = {
        "brier": (0, "Spread"),
        "log": (0, "Spread"),
    }
    forecast: str
    """Its name."""
    where: str
    """What would be true in the end."""
    low: float
    """The least probability that the analyst held possible."""
    high: float
    """The most."""
    came: bool | None
    """Whether it was true in the end; none if that cannot be told."""
    brier: Spread | None
    """The square of how far it was off."""
    log: Spread | None
    """The surprise in bits; none where what came was called impossible."""


class Spread(_piece.Piece):
    """A score over a range of probabilities; lower is better."""
    best: float
    """By the end of the range that did best."""
    worst: float
    """By the other."""


class TrackRecord(_answer.Answer):
    """How many cases did against what happened: `statecraft-record`."""
    _inside = {
        "predictions": (0, "Recorded"),
        "concepts": (0, "ConceptRecord"),
    }
    format: str
    """Which answer."""
    version: int
    """The version of the format."""
    predictions: list[Recorded]
    """The predictions, those that failed first."""
    concepts: list[ConceptRecord]
    """What they come to under each concept."""
    not_known: list[str]
    """The cases of which nothing is known of what happened, by their folders."""


class Recorded(_piece.Piece):
    """What one account of a case predicted."""
    _inside = {
        "concepts": (0, "RecordedSet"),
    }
    folder: str
    """The folder of the case."""
    case: str
    """The title of the case."""
    account: str | None
    """The account; none if the case has no accounts."""
    at: str | None
    """The day on which it was looked how things stood."""
    foresight: bool
    """Whether it was sealed before anything told of it happened; else it may have been made by somebody who knew the
    end."""
    clear: int
    """How many options are clear."""
    nothing_changes: int | None
    """In how many of them nothing changed."""
    at_random: float
    """In how many a state drawn at random agrees on average."""
    concepts: list[RecordedSet]
    """What it predicted under each concept."""


class RecordedSet(_piece.Piece):
    """What one account predicted under one concept."""
    concept: str
    """The concept."""
    inside: str | None
    """Whether what came about is among the outcomes in every reading of what is unclear, in some, or in none; none if
    there is no outcome."""
    outcomes: int
    """How many outcomes there are."""
    states: int
    """Among how many states."""
    bits: float | None
    """By how many bits they narrow things down, where what came about may be among them."""
    average: float | None
    """In how many of the options that are clear they agree on average, as the entries have it."""


class ConceptRecord(_piece.Piece):
    """What many predictions come to under one concept."""
    concept: str
    """The concept."""
    hits: int
    """How many predictions have what came about among them, however what is unclear is read."""
    depends: int
    """How many have it in some readings."""
    misses: int
    """How many have it in none."""
    silent: int
    """How many have no outcome, and so predict nothing."""
    bits: float | None
    """How many bits the hits narrowed things down on average."""
    right: float | None
    """The share of options that outcomes have right on average, where it is known how things stood before."""
    nothing_changes: float | None
    """The same of the prediction that nothing changes."""
    at_random: float | None
    """The same of states drawn at random."""


class Verification(_answer.Answer):
    """What became of a certificate."""
    _inside = {
        "accounts": (0, "AccountVerification"),
    }
    format: str
    """`statecraft-verification`."""
    version: int
    """The version of the format."""
    case: str
    """The title of the case."""
    other_title: str | None
    """The title that the certificate has for it, if that is another."""
    accounts_missing: list[str] | None
    """The accounts of the case that the certificate does not speak of."""
    wrong: str | None
    """What is wrong with the certificate as a whole."""
    accounts: list[AccountVerification]
    """The accounts that it speaks of."""


class AccountVerification(_piece.Piece):
    """What became of the witnesses of one account."""
    _inside = {
        "failed": (0, "Failed"),
        "read_as": (0, "ReadSo"),
    }
    id: str | None
    """Its name; none if the case has no accounts."""
    witnesses: int
    """How many witnesses there are."""
    checked: int
    """How many of them were checked."""
    failed: list[Failed]
    """Those that do not hold."""
    wrong: str | None
    """What is wrong with all of it: it cannot be followed, or lacks verdicts that it claims to have."""
    stopped: str | None
    """The limit that was reached, if one was; then nothing is said of what was not checked."""
    read_as: list[ReadSo] | None
    """How preferences are read beside the ordinary way."""
    complete: bool
    """Whether every verdict of the account is claimed."""


class Failed(_piece.Piece):
    """A witness that does not hold."""
    _inside = {
        "read_as": (0, "ReadSo"),
    }
    actor: str
    """The actor."""
    concept: str
    """The concept."""
    read_as: ReadSo | None
    """How preferences are read, if not as an order."""
    state: int | str
    """The state."""
    why: str
    """Which step fails."""


class ReadSo(_piece.Piece):
    """How preferences are read."""
    _inside = {
        "order": (1, None),
    }
    attitudes: str | None
    level: int | None
    unknown: str | None
    order: dict[str, list[int]] | None


class Needs(_piece.Piece):
    """What an outcome needs: `statecraft-needs`."""
    _inside = {
        "limit": (0, "LimitReached"),
        "lines": (0, "Need"),
    }
    format: str
    """Which answer, such as `statecraft-analysis`."""
    version: int
    """The version of the format; it grows when a field changes its meaning or goes away."""
    case: str
    """The title of the case."""
    question: str | None
    """What the case is meant to answer."""
    stopped: str | None
    """Why something was not done, if something was not; in words."""
    limit: LimitReached | None
    """The same as a code with its figures."""
    accounts_not_done: list[str]
    """The names of the accounts that were not laid out for that reason."""
    account: str | None
    """The account."""
    state: int | str
    """The outcome."""
    holds: list[str]
    """The concepts under which it holds."""
    lines: list[Need]
    """The lines without which it no longer holds under some of them, those that take most away first."""
    of: int
    """How many lines the account has."""
    not_done: int
    """How many were not tried, if a limit stopped the work."""


class Need(_piece.Piece):
    """A line that an outcome needs."""
    _inside = {
        "id": (0, "LineId"),
        "claims": (0, "Sentence2"),
    }
    id: LineId
    """Its name."""
    line: int
    """Its line in the file, from 1."""
    says: str
    """What it says."""
    falls: list[str]
    """The concepts under which the outcome no longer holds without it."""
    claims: list[Sentence2]
    """The sentences that the line cites."""
    assumption: str | None
    """The analyst's assumption."""


KINDS: dict[str, type[_answer.Answer]] = {
    "analysis": Analysis,
    "brief": Brief,
    "change": Distances,
    "check": Check,
    "coalitions": CoalitionReport,
    "comparison": AccountComparison,
    "diff": Diff,
    "explanation": Explanation,
    "impact": Impact,
    "ledger": Ledger,
    "linkage": Linkage,
    "paths": PathsReport,
    "perceptions": Perceived,
    "robust": Robustness,
    "scenarios": Proposals,
    "score": Score,
    "seal": Seal,
    "seal-check": SealCheck,
    "states": StateList,
    "variants": Variants,
    "watch": WatchList,
}
"""The class of each answer, by what stands behind `statecraft-` in its `format`."""
