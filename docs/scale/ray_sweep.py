"""A sweep on Ray: one task for each shard, tried again where a node is lost.

    python ray_sweep.py PLAN CASE DIR [ADDRESS]

The folder must be one that every node sees. A shard is a file that is there whole or not at all, so a task may run twice.
"""

import json
import subprocess
import sys

import ray


@ray.remote(num_cpus=1, max_retries=3)
def count(program, plan, case, folder, shard):
    command = [program, "sweep", "run", plan, case, "--shard", str(shard), "-o", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return shard


def sweep(plan, case, folder, program="statecraft"):
    """Counts all shards of a plan on the cluster that Ray is connected to; gives their numbers as they are done."""
    with open(plan, encoding="utf-8") as file:
        shards = json.load(file)["shards"]
    waiting = [count.remote(program, plan, case, folder, shard) for shard in range(1, shards + 1)]
    while waiting:
        done, waiting = ray.wait(waiting)
        yield from ray.get(done)


if __name__ == "__main__":
    ray.init(address=sys.argv[4] if len(sys.argv) > 4 else None)
    for shard in sweep(*sys.argv[1:4]):
        print("shard", shard, "is counted")
