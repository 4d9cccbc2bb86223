"""Cases from where they come, errors with their places, edits, limits."""

import copy
import datetime
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
import statecraft

DOOR = {
    "title": "Two at a door",
    "as_of": datetime.date(2021, 7, 9),
    "actors": {
        "ann": {"name": "Ann", "options": {"go": {"label": "Go <b>first</b>", "assumption": "she may"}}},
        "ben": {"name": "Ben", "options": {"go": {"label": "Go first", "assumption": "he may"}}},
    },
    "preferences": {
        "ann": {"wants": ["ann.go iff not ben.go", "ann.go"], "assumption": "she is late"},
        "ben": {"wants": ["ann.go iff not ben.go", "ben.go"], "assumption": "he is late"},
    },
}


def large(options: int) -> statecraft.Case:
    """A case that takes long: 2^options states."""
    builder = statecraft.CaseBuilder("Long")
    for actor in "abcd":
        builder.actor(actor, actor.upper())
        for at in range(options // 4):
            builder.option(actor, f"o{at}", f"Do {at}", assumption="a test")
        others = [f"{other}.o{at}" for other in "abcd" if other != actor for at in range(options // 4)]
        wishes = [f"{actor}.o0 iff {others[0]}", *others, *(f"{actor}.o{at} iff {others[-1]}" for at in range(options // 4))]
        builder.wants(actor, *wishes, assumption="a test")
    return builder.build()


def test_a_dictionary_a_text_and_a_builder_make_the_same_case() -> None:
    case = statecraft.Case.from_dict(DOOR)
    assert case.to_dict()["as_of"] == "2021-07-09"
    assert statecraft.Case.from_toml(case.source).analyze() == case.analyze()
    assert statecraft.CaseBuilder.of(case).build().source == case.source


def test_an_error_has_its_place_and_the_words_of_the_command() -> None:
    case = statecraft.Case.from_toml('title = "x"\nactrs = 1\n')
    with pytest.raises(statecraft.StatecraftError) as caught:
        case.analyze()
    error = caught.value
    found = [(one.code, one.line, one.column) for one in error.diagnostics if one.code == "unknown-key"]
    assert error.code == "case" and found == [("unknown-key", 2, 1)]
    assert "actrs" in str(error) and "help" in str(error)
    assert case.check().errors


def test_the_words_of_an_error_are_the_commands(tmp_path) -> None:
    file = tmp_path / "case.toml"
    file.write_text('title = "x"\n[actors.a]\nname = "A"\noptions.o = { label = "O", assumption = "t" }\n'
                    "[preferences]\na = ['a.p']\n")
    ran = subprocess.run([sys.executable, "-m", "statecraft", "analyze", file], capture_output=True, text=True)
    with pytest.raises(statecraft.StatecraftError) as caught:
        statecraft.Case.open(file).analyze()
    assert ran.stderr.strip() == str(caught.value).strip()


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(statecraft.StatecraftError) as caught:
        statecraft.Case.open("nowhere")
    assert caught.value.code == "file" and "nowhere" in str(caught.value)


def test_a_statement_that_is_wrong_is_shown_in_place() -> None:
    with pytest.raises(statecraft.StatecraftError) as caught:
        statecraft.Case.from_dict(DOOR).states(where="ann.goo")
    assert caught.value.code == "statement"
    assert [(one.line, one.column) for one in caught.value.diagnostics] == [(1, 1)]


def test_states_go_by_number_statement_and_scenario() -> None:
    case = statecraft.Case.open("cases/iran-taliban-2021")
    numbers = {str(account.state) for account in case.explain(state=1184).accounts}
    assert numbers == {"1184"}
    with pytest.raises(statecraft.StatecraftError, match="did you mean"):
        case.explain(actor="irn")


def test_an_edit_leaves_the_case_and_can_be_taken_back_and_saved(tmp_path) -> None:
    folder = shutil.copytree("cases/prisoners-dilemma", tmp_path / "case")
    case = statecraft.Case.open(folder)
    edited = case.edit({"drop": {"wish": {"account": None, "actor": "first", "place": 1}}})
    assert edited.source != case.source and "# Each wants first" in edited.source
    assert edited.undo() is case
    edited.save()
    assert (folder / "case.toml").read_text() == edited.source
    with pytest.raises(statecraft.StatecraftError, match="has changed"):
        case.edit({"negate": {"account": None, "actor": "second", "place": 1}}).save()
    with pytest.raises(statecraft.StatecraftError, match="no edit"):
        case.edit({"teleport": 1})


def test_a_diff_names_what_changed() -> None:
    case = statecraft.Case.open("cases/prisoners-dilemma")
    after = case.edit({"negate": {"account": None, "actor": "first", "place": 2}})
    assert len(after.diff(case).changes) == 1
    assert len(case.diff(case).changes) == 0


def test_a_seal_is_kept_and_scored() -> None:
    case = statecraft.Case.open("cases/iran-taliban-2021")
    seal = case.seal(date="2021-07-10")
    assert case.verify_seal(seal).holds
    assert case.score(sealed=seal).sealed is not None


def test_a_limit_of_time_says_so() -> None:
    answer = statecraft.Case.from_dict(DOOR).analyze(time_limit=0)
    assert answer.limit.code == "stopped" and answer.limit.figures == "time" and "time" in answer.stopped
    with pytest.raises(ValueError, match="time_limit"):
        statecraft.Case.from_dict(DOOR).analyze(time_limit=-1)


def test_too_many_states_are_refused() -> None:
    case = statecraft.Case.from_dict(DOOR, limit_states=3)
    with pytest.raises(statecraft.StatecraftError, match="states"):
        case.analyze()


def test_the_interpreter_runs_on_while_something_is_computed() -> None:
    case, counted, over = large(16), [0], threading.Event()

    def count() -> None:
        while not over.is_set():
            counted[0] += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    before = counted[0]
    case.analyze()
    after = counted[0]
    over.set()
    counter.join()
    assert after > before


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_the_work() -> None:
    case = large(20)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a process begun in the background ignores it
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        for _ in range(1000):
            case.analyze()
    timer.join()


def test_answers_can_be_copied_as_data() -> None:
    answer = statecraft.Case.from_dict(DOOR).analyze()
    account = answer.accounts[0]
    assert pickle.loads(pickle.dumps(account)) == account and copy.deepcopy(account) == account
    with pytest.raises(AttributeError, match="equilibria"):
        account.equilibrium


def test_importing_the_module_loads_no_tables() -> None:
    code = "import sys, statecraft; print([m for m in ('numpy', 'pandas', 'polars') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
