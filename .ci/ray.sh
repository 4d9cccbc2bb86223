#!/usr/bin/env bash
# A sweep in seven shards on two local Ray nodes, of which one is removed while the tasks run: byte for byte one run. Not part of
# .ci/run, because Ray is large. Run it by hand: bash .ci/ray.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/release/statecraft}")
case=$(realpath cases/tutorial-harbour-strike)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "ray==2.60.*"
for shards in 7 1; do
  "$program" sweep plan "$case" --every-line --samples 100 --freeze union.strike --shards "$shards" -o "$work/plan-$shards.json" >/dev/null
done
RAY_USAGE_STATS_ENABLED=0 PYTHONPATH=docs/scale timeout 300 "$work/venv/bin/python" - "$program" "$case" "$work" <<'PYTHON'
import sys

import ray
from ray.cluster_utils import Cluster
from ray_sweep import sweep

program, case, work = sys.argv[1:]
node = {"num_cpus": 1, "object_store_memory": 80_000_000, "include_dashboard": False}
cluster = Cluster(initialize_head=True, head_node_args=node)
second = cluster.add_node(**{key: node[key] for key in ("num_cpus", "object_store_memory")})
ray.init(address=cluster.address, log_to_driver=False)
done = []
for shard in sweep(f"{work}/plan-7.json", case, f"{work}/shards", program):
    if not done:
        cluster.remove_node(second)  # while the others run
    done.append(shard)
assert sorted(done) == list(range(1, 8)), done
ray.shutdown()
cluster.shutdown()
PYTHON
"$program" sweep run "$work/plan-1.json" "$case" --shard 1 -o "$work/whole" >/dev/null
"$program" sweep merge "$work/plan-7.json" "$case" --from "$work/shards" --format json >"$work/seven.json"
"$program" sweep merge "$work/plan-1.json" "$case" --from "$work/whole" --format json >"$work/one.json"
cmp "$work/seven.json" "$work/one.json"
echo "Ray: seven tasks on two nodes, one removed while they ran; merged, they are byte for byte one run"
