"""Each answer is that of the command, to the byte; the command's text begins with the answer's."""

import json
import subprocess
import sys

import pytest
import statecraft

IRAN = statecraft.Case.open("cases/iran-taliban-2021")
CASES = ["iran-taliban-2021", "tutorial-harbour-strike", "prisoners-dilemma", "elmira", "lake-gisborne-unknown-preference"]

QUESTIONS = {
    "check": lambda case: case.check(),
    "states": lambda case: case.states(),
    "analyze": lambda case: case.analyze(),
    "explain": lambda case: case.explain(),
    "brief": lambda case: case.brief(),
    "scenarios": lambda case: case.scenarios(),
    "paths": lambda case: case.paths(),
    "coalitions": lambda case: case.coalitions(),
    "linkage": lambda case: case.linkage(),
    "compare": lambda case: case.compare(),
    "watch": lambda case: case.watch(),
    "ledger": lambda case: case.ledger(),
    "impact": lambda case: case.impact(),
    "change --concept nash": lambda case: case.change(),
    "variants": lambda case: case.variants(),
    "robust --every-line --samples 40": lambda case: case.robust(every_line=True, samples=40),
    "seal --date 2026-01-01": lambda case: case.seal(date="2026-01-01"),
    "score": lambda case: case.score(),
    "analyze --concept nash,sim": lambda case: case.analyze(concept=["nash", "sim"]),
    "analyze --unknown all --concept nash": lambda case: case.analyze(unknown="all", concept="nash"),
    "change --concept gmr --edits 1 --cost move=2": lambda case: case.change(concept="gmr", edits=1, cost={"move": 2}),
    "coalitions --improvement pareto --moves jump": lambda case: case.coalitions(improvement="pareto", moves="jump"),
    "paths --to 1 --stop-at-equilibria": lambda case: case.paths(to=1, stop_at_equilibria=True),
    "impact --policy assumed": lambda case: case.impact(policy="assumed"),
}

OF_THE_IRAN_CASE = {
    "analyze --account leverage": lambda case: case.analyze(account="leverage"),
    "ledger --account leverage": lambda case: case.ledger(account="leverage"),
    "compare --account leverage --account isis": lambda case: case.compare(account=["leverage", "isis"]),
    "impact --state 1184": lambda case: case.needs(state=1184),
    "impact --source mena": lambda case: case.impact(source="mena"),
    "states --where iran.press": lambda case: case.states(where="iran.press"),
    f"perceptions --see {','.join(f'{actor}=isis' for actor in IRAN.actors)}": lambda case: case.perceptions(
        see=dict.fromkeys(case.actors, "isis")
    ),
}


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "statecraft", *words], capture_output=True, text=True)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_of_the_command(case: str, question: str) -> None:
    same(case, question, QUESTIONS[question])


@pytest.mark.parametrize("question", OF_THE_IRAN_CASE)
def test_answers_about_parts_are_those_of_the_command(question: str) -> None:
    same("iran-taliban-2021", question, OF_THE_IRAN_CASE[question])


def same(case: str, question: str, ask) -> None:
    name, *more = question.split()
    path = f"cases/{case}"
    ran = command(name, path, *more, "--format", "json")
    try:
        answer = ask(statecraft.Case.open(path))
    except statecraft.StatecraftError as error:
        assert ran.returncode != 0, error
        assert str(error).split(";")[0].split(" in the account")[0] in ran.stderr
        return
    assert ran.returncode == 0, ran.stderr
    assert answer.json == ran.stdout.removesuffix("\n")
    assert answer.to_dict() == json.loads(ran.stdout)
    text = command(name, path, *more).stdout
    assert text.rstrip().startswith(str(answer).rstrip())


def test_the_command_says_its_version_and_how_to_see_more() -> None:
    assert statecraft.__version__ in command("--version").stdout
    shown = command("compare", "cases/iran-taliban-2021")
    assert "statecraft compare cases/iran-taliban-2021 --all" in shown.stdout
    assert command("analyze", "nowhere").returncode == 2
