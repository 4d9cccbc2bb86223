#!/usr/bin/env bash
# A sweep in seven shards by a real Slurm on this machine: one task is cancelled and run again alone, and the whole is byte for byte
# what one run gives. Everything listens on loopback, and is stopped in the end.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/release/statecraft}")
case=$(realpath cases/tutorial-harbour-strike)
command -v slurmctld >/dev/null 2>&1 || apt-get install -y --no-install-recommends slurm-wlm munge >/dev/null

work=$(mktemp -d)
host=$(hostname -s)
export SLURM_CONF=$work/slurm.conf
stop() {
  if [ -f "$work/slurmctld.pid" ]; then scancel --user=root >/dev/null 2>&1 || true; fi
  for daemon in slurmd slurmctld munged; do
    if [ -f "$work/$daemon.pid" ]; then
      pid=$(cat "$work/$daemon.pid")
      kill "$pid" 2>/dev/null || true
      for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    fi
  done
  rm -rf "$work"
}
trap stop EXIT

mkdir "$work/state" "$work/spool" "$work/shards"
chmod 755 "$work"
# A munged of our own, unless one runs already: that one is left as it is.
if ! pgrep -x munged >/dev/null; then
  if [ ! -s /etc/munge/munge.key ]; then
    dd if=/dev/urandom of=/etc/munge/munge.key bs=1024 count=1 status=none
    chown munge: /etc/munge/munge.key && chmod 400 /etc/munge/munge.key
  fi
  mkdir -p /run/munge && chown munge: /run/munge
  runuser -u munge -- munged --pid-file=/run/munge/munged.pid
  for _ in $(seq 50); do [ -s /run/munge/munged.pid ] && break; sleep 0.1; done
  cp /run/munge/munged.pid "$work/munged.pid"
fi

cat >"$SLURM_CONF" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SlurmctldPort=16817
SlurmdPort=16818
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
slurmctld
slurmd
for _ in $(seq 60); do
  sinfo --noheader --format=%t 2>/dev/null | grep -q idle && break
  sleep 0.5
done

plan() {
  "$program" sweep plan "$case" --every-line --samples 100 --freeze union.strike --shards "$1" -o "$work/plan-$1.json" >/dev/null
}
plan 7
plan 1
# The tasks that are to be counted wait for nothing; the fifth waits until it is cancelled.
sed "s|PROGRAM|$program|; s|PLAN|$work/plan-7.json|; s|CASE|$case|; s|SHARDS|$work/shards|" docs/scale/slurm.sbatch >"$work/sweep.sbatch"
job=$(sbatch --parsable --output=/dev/null --hold --array=5 "$work/sweep.sbatch")
scancel "$job"
sbatch --wait --output=/dev/null --array=1-4,6-7 "$work/sweep.sbatch" >/dev/null
missing=$("$program" sweep missing "$work/plan-7.json" "$work/shards")
[ "$missing" = 5 ] || { echo "the cancelled shard is missing and no other: '$missing'"; exit 1; }
sbatch --wait --output=/dev/null --array="$missing" "$work/sweep.sbatch" >/dev/null

"$program" sweep run "$work/plan-1.json" "$case" --shard 1 -o "$work/whole" >/dev/null
"$program" sweep merge "$work/plan-7.json" "$case" --from "$work/shards" --format json >"$work/seven.json"
"$program" sweep merge "$work/plan-1.json" "$case" --from "$work/whole" --format json >"$work/one.json"
cmp "$work/seven.json" "$work/one.json"
echo "Slurm: seven tasks, one cancelled and run again alone; merged, they are byte for byte one run"
