#!/usr/bin/env bash
# The same tests of the duties on an ordinary PostgreSQL server (Debian's package), over TCP on loopback.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "no PostgreSQL package found" >&2; exit 1; }
place=$(mktemp -d); port=54329
chmod 755 "$place"; mkdir "$place/data"; chown -R postgres "$place"
as() { su postgres -s /bin/bash -c "$*"; }
as "$bin/initdb -D $place/data --auth=trust --encoding=UTF8 --locale=C.UTF-8 -U goldbell" >/dev/null
as "$bin/pg_ctl -D $place/data -o '-p $port -k $place -h 127.0.0.1' -l $place/log -w start" >/dev/null
trap 'as "$bin/pg_ctl -D $place/data -m fast stop" >/dev/null; rm -rf "$place"' EXIT
as "$bin/createdb -h 127.0.0.1 -p $port -U goldbell -T template0 goldbell"
make -s install-test
GOLDBELL_DATABASE_URL="postgresql://goldbell@127.0.0.1:$port/goldbell" .venv/bin/python -m pytest -q -n 2 --dist loadfile src/goldbell/apps -m "not deep and not browser"
