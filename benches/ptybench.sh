#!/usr/bin/env bash
# Measures minutebook from the outside, beside nano, vim and the floors, with the ptybench harness.
#
#   benches/ptybench.sh [FOLDER OF PTYBENCH]      the usual place is ../shared/ptybench
#
# Everything: start-up, keys in a large and a small session, a slow real pace, pastes, crashes, a full disk, faults during a
# save. One measurement alone: PTYBENCH_ONLY=keys benches/ptybench.sh. As root the figures are steadier (--rt).
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
harness=${1:-../shared/ptybench}
if [ ! -f "$harness/bench.py" ]; then
    echo "There is no ptybench in $harness: name its folder. The project's own benchmarks run with: cargo bench" >&2
    exit 2
fi
cargo build --release --quiet
work=${PTYBENCH_WORK:-target/ptybench}
rm -rf "$work" && mkdir -p "$work"
cp -R "$harness/." "$work/" && chmod -R u+w "$work"
cp benches/ptybench/minutebook.py "$work/adapters/"
export MINUTEBOOK_BIN=$here/target/release/minutebook
export PTYBENCH_RESULTS=$here/$work/results
cd "$work"
[ -x floor/ratfloor-bin ] || sh floor/build.sh
programs=minutebook,floor,ratfloor
for peer in nano vim; do
    if command -v "$peer" >/dev/null; then programs=$programs,$peer; else echo "without $peer: it is not installed" >&2; fi
done
rt=
[ "$(id -u)" = 0 ] && rt=--rt
measure() {
    name=$1
    shift
    if [ -z "${PTYBENCH_ONLY:-}" ] || [ "${PTYBENCH_ONLY:-}" = "$name" ]; then
        echo "== $*"
        python3 "$@"
    fi
}
peers=${programs/floor,ratfloor,/}
measure startup bench.py startup -p "$programs" --rounds 10 $rt
measure keys bench.py keys -p "$programs" --rounds 5 --n 400 --where end,middle --doc large $rt
measure keys bench.py keys -p "$programs" --rounds 3 --n 400 --where end --doc small --append $rt
measure paste bench.py paste -p "$programs" --rounds 3 $rt
measure crash bench.py crash -p "$peers" --n 500 --pace 12 --waits 0,0.1,1 --random 12
measure diskfull bench.py diskfull -p "$peers"
measure savefault savefault.py -p "$peers"
measure report bench.py report
