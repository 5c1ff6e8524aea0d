#!/usr/bin/env bash
# Renew the lock files from pyproject.toml; with --upgrade to newer versions.
# They hold names, versions and the hashes of every platform's files; no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
for lock in run dev build; do
    group=(--group "$lock")
    [ $lock != run ] || group=()
    .venv/bin/uv pip compile pyproject.toml "${group[@]}" "$@" --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements/$lock.lock
done
