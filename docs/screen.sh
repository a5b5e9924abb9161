#!/usr/bin/env bash
# Makes docs/screen.svg, the picture of the README, from the app itself and the example session.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp sessions/*.ron "$copy/"
cargo run --quiet --example screenshot -- "$copy" "${1:-culture}" 110x32 alt+down alt+down alt+down >docs/screen.svg
echo "docs/screen.svg"
