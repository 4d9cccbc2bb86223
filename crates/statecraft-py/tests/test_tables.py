"""Rows, tables, pictures, arrays."""

import csv
import io
import re
import subprocess
import sys
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy
import pytest
import statecraft
from test_case import DOOR

IRAN = statecraft.Case.open("cases/iran-taliban-2021")


def test_rows_are_those_of_the_csv() -> None:
    case = statecraft.Case.open("cases/tutorial-harbour-strike")
    ran = subprocess.run(
        [sys.executable, "-m", "statecraft", "analyze", "cases/tutorial-harbour-strike", "--format", "csv"],
        capture_output=True, text=True,
    )
    table = list(csv.DictReader(io.StringIO(ran.stdout)))
    rows = case.analyze().rows()
    assert len(rows) == len(table) and list(rows[0]) == list(table[0])
    for row, known in zip(rows, table):
        assert {key: {True: "1", False: "0", None: ""}.get(cell, str(cell)) if not isinstance(cell, int) or
                isinstance(cell, bool) else str(cell) for key, cell in row.items()} == known


QUESTIONS = ["check", "states", "analyze", "explain", "paths", "compare", "coalitions", "watch", "ledger", "impact", "change",
             "variants", "brief", "score", "linkage"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_is_a_table_of_plain_cells(question: str) -> None:
    answer = getattr(IRAN, question)()
    rows = answer.rows()
    assert all(cell is None or isinstance(cell, (bool, int, float, str)) for row in rows for cell in row.values())
    assert len(answer.to_pandas()) == len(answer.to_polars()) == len(rows)
    assert answer._repr_html_()


def test_a_table_of_a_robust_run_has_a_row_for_each_concept() -> None:
    rows = statecraft.Case.open("cases/tutorial-harbour-strike").robust(every_line=True, samples=20).rows()
    assert {"nash", "seq"} <= {row["key"] for row in rows}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)


def test_a_notebook_shows_words_of_a_case_as_words() -> None:
    case = statecraft.Case.from_dict(DOOR)
    for shown in [case, case.states(), case.analyze(), case.explain(state=2), case.paths(from_=1), case.brief()]:
        tags = Tags()
        tags.feed(shown._repr_html_())
        assert not tags.found & {"b", "script"}, type(shown)


def test_pictures_are_svg() -> None:
    one = IRAN.paths(account="leverage")
    root = ElementTree.fromstring(one._repr_svg_())
    assert root.tag.endswith("svg") and len(IRAN.paths().svgs()) == 3
    assert IRAN.paths()._repr_svg_() is None and one.dots()[0].startswith("digraph")
    assert IRAN.compare()._repr_html_().count("<svg") == 1


def test_a_brief_is_a_page() -> None:
    brief = IRAN.brief()
    assert brief.markdown().startswith("# Iran and the Taliban, 2021")
    assert brief.html().startswith("<!") and brief.docx()[:2] == b"PK"
    assert brief.markdown("analyst") != brief.markdown()


def test_ranks_are_an_array_over_the_states() -> None:
    case = statecraft.Case.open("cases/prisoners-dilemma")
    ranks = case.ranks("first")
    assert ranks.dtype == numpy.uint32 and ranks.shape == (4,)
    with pytest.raises(statecraft.StatecraftError, match="name one account"):
        IRAN.ranks("iran")
    assert IRAN.ranks("iran", "leverage").shape == (IRAN.analyze(account="leverage").accounts[0].states,)


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "symseq"])
def test_holding_states_are_those_of_the_analysis(concept: str) -> None:
    for account in IRAN.accounts:
        known = IRAN.analyze(account=account, concept=concept).accounts[0].equilibria[concept]
        assert (numpy.flatnonzero(IRAN.holds(concept, account=account)) + 1).tolist() == known


def test_ranks_handed_in_decide() -> None:
    """Against Nash by its definition, on 200 random orders."""
    case, random = statecraft.Case.open("cases/prisoners-dilemma"), numpy.random.default_rng(7)
    for _ in range(200):
        ranks = {"first": random.integers(0, 4, 4, dtype=numpy.uint32), "second": random.integers(0, 4, 4)}
        stays = [
            all(ranks[actor][state ^ bit] <= ranks[actor][state] for actor, bit in [("first", 1), ("second", 2)])
            for state in range(4)
        ]
        assert case.holds("nash", ranks=ranks).tolist() == stays
        built = statecraft.CaseBuilder.of(case)
        for actor, of in ranks.items():
            built.ranks(actor, of, assumption="drawn")
        assert built.build().holds("nash").tolist() == stays


def test_ranks_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="4 states"):
        statecraft.Case.open("cases/prisoners-dilemma").holds("nash", ranks={"first": [1, 2]})


def test_a_calendar_has_days_or_says_why_not() -> None:
    try:
        assert re.match("BEGIN:VCALENDAR", IRAN.watch().ics())
    except statecraft.StatecraftError as error:
        assert error.code == "calendar"
