"""Other programs read what `cargo run -p statecraft-exchange --example exchange -- FOLDER` wrote, and find what we find.

clingo finds the outcomes of every model under each concept, networkx its states and moves, openpyxl its states; pygambit the
pure equilibria of every game. Run: python exchange.py FOLDER
"""

import json
import pathlib
import sys

import clingo
import networkx
import openpyxl
import pygambit

folder = pathlib.Path(sys.argv[1])
manifest = json.loads((folder / "manifest.json").read_text())


def same(what, ours, theirs):
    if ours != theirs:
        sys.exit(f"{what}: we find {ours}, they find {theirs}")


def outcomes_by_clingo(path):
    control = clingo.Control(["--warn=none"])
    control.load(str(path))
    control.ground()
    found = {}
    with control.solve(yield_=True) as answers:
        models = [model.symbols(shown=True) for model in answers]
    same(f"{path}: answer sets", 1, len(models))
    for symbol in models[0]:
        concept, state = symbol.arguments
        found.setdefault(concept.name, set()).add(str(state).strip('"'))
    return found


def check_model(number, model):
    theirs = outcomes_by_clingo(folder / f"lp/{number}.lp")
    for concept, ours in model["outcomes"]:
        same(f"model {number}, {concept}", set(ours), theirs.get(concept, set()))

    graph = networkx.read_graphml(folder / f"graphml/{number}.graphml", force_multigraph=True)
    name = {node: data["name"] for node, data in graph.nodes(data=True)}
    ours = {name: set(taken) for name, taken in model["states"]}
    theirs = {data["name"]: set(filter(None, data.get("taken", "").split("; "))) for _, data in graph.nodes(data=True)}
    same(f"model {number}, states", ours, theirs)
    theirs = sorted([data["actor"], name[start], name[end], data["improvement"]] for start, end, data in graph.edges(data=True))
    same(f"model {number}, moves", sorted(model["moves"]), theirs)
    for concept, ours in model["outcomes"]:
        same(f"model {number}, {concept}", set(ours), {data["name"] for _, data in graph.nodes(data=True) if data[concept]})

    sheets = openpyxl.load_workbook(folder / f"xlsx/{number}.xlsx", read_only=True)
    rows = list(sheets["States"].iter_rows(values_only=True))
    same(f"model {number}, sheet", {state for state, _ in model["states"]}, {row[0] for row in rows[1:]})


def check_game(number, ours):
    game = pygambit.read_nfg(str(folder / f"nfg/{number}.nfg"))
    found = pygambit.nash.enumpure_solve(game).equilibria
    theirs = {tuple(next(label for label, share in dict(own).items() if share == 1) for own in profile) for profile in found}
    same(f"game {number}", {tuple(profile) for profile in ours}, theirs)


for number, model in enumerate(manifest["models"]):
    check_model(number, model)
for number, ours in enumerate(manifest["games"]):
    check_game(number, ours)

models, games = manifest["models"], manifest["games"]
some = sum(any(len(states) for _, states in model["outcomes"]) for model in models)
pure = sum(bool(profiles) for profiles in games)
print(f"{len(models)} models ({some} with outcomes) and {len(games)} games ({pure} with pure equilibria): no difference")
if len(models) < 300 or len(games) < 1000 or some < 250 or pure < 500:
    sys.exit("too few to say so")
