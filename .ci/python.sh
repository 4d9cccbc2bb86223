#!/usr/bin/env bash
# The Python wheel: built, put into an environment of its own, and held against the command that it brings. Run: bash .ci/python.sh
#
# It is built in the release profile, so that what .ci/run has built is built once. The small one is made by `xtask dist`.
set -euo pipefail
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-$PWD/target}
venv=$target/python
wheels=$target/python-wheels
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet 'maturin>=1.9,<2' pytest mypy numpy pandas pandas-stubs polars matplotlib nbclient nbformat ipykernel

rm -rf "$wheels"
(cd crates/statecraft-py && CARGO_TARGET_DIR=$target "$venv/bin/maturin" build --locked --release --out "$wheels")
"$venv/bin/pip" install --quiet --force-reinstall --no-deps "$wheels"/*.whl

# Types: the package's own, and the stub of the engine against what the engine has.
(cd crates/statecraft-py && "$venv/bin/mypy" python/statecraft)
(cd "$target" && "$venv/bin/python" -m mypy.stubtest statecraft)

# Tests, the examples of the docstrings and of the docs, and the notebook.
"$venv/bin/python" -m pytest -q -c crates/statecraft-py/pyproject.toml --rootdir . crates/statecraft-py/tests
"$venv/bin/python" -m pytest -q -c crates/statecraft-py/pyproject.toml --rootdir . --confcutdir . -p no:cacheprovider \
  --doctest-modules --pyargs statecraft

# Whoever has Python needs nothing else: an empty environment, the wheel, the command.
rm -rf "$target/python-empty"
python3 -m venv "$target/python-empty"
"$target/python-empty/bin/pip" install --quiet --no-index "$wheels"/*.whl
"$target/python-empty/bin/statecraft" brief cases/prisoners-dilemma >/dev/null
