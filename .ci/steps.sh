# What the gates share: numbered steps with their times, none of which stops the ones after it.
# Sourced by bash; ends with `finish`, whose line `N passed, N failed` counts tests and steps.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export CI=true
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV "${!WAYMARK_@}"

work=$(mktemp -d)
# the servers of this run, those of single tests among them, are found here and end with it
export NEO4J_STATE=$work/neo4j
trap 'servers_end; rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0 broken=()

# step NAME COMMAND…: run it, say how long it took, remember whether it failed
step() {
  local name=$1 began=$SECONDS code
  shift
  printf '\n=== %s\n' "$name"
  # not as a condition: bash would forget `set -e` in there
  set +e
  (set -e; "$@")
  code=$?
  set -e
  if [ "$code" = 0 ]; then
    passed=$((passed + 1))
    printf -- '--- %s: fine, %d s\n' "$name" $((SECONDS - began))
  else
    failed=$((failed + 1))
    broken+=("$name")
    printf -- '--- %s: FAILED, %d s\n' "$name" $((SECONDS - began))
  fi
}

# need COMMAND PACKAGE: install a package of the system where the command is missing
need() {
  command -v "$1" >/dev/null && return
  [ -e "$work/apt" ] || { apt-get update -qq; touch "$work/apt"; }
  DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends "$2" >/dev/null
}

# machine: what a bare machine may lack
machine() {
  need git git
  need make make
  need python3 python3
  python3 -c 'import ensurepip, venv' 2>/dev/null || need ensurepip python3-venv
  python3 --version
  make .venv/.dev
}

# w3c_suite: the tests of SHACL Core, out of the source distribution of pyshacl
w3c_suite() {
  tests/shapes/fetch_w3c_suite.sh "$work/w3c" >"$work/w3c.path"
}

# peers: what looks at the running service from outside
peers() {
  need node nodejs
  need npm npm
  need chromium chromium
  node --version
  npm ci --silent --prefix tests/e2e
}

# servers: begin to start what the tests ask, while the checks before them run
servers() {
  need mvn maven
  need java default-jre-headless
  need openssl openssl
  # a group of its own, to be ended as a whole
  set -m
  {
    code=0
    NEO4J_WITH=$$ tests/servers/neo4j.sh start gate --port 0 >"$work/neo4j.address" 2>"$work/neo4j.log" || code=$?
    echo "$code" >"$work/neo4j.code"
  } &
  set +m
  echo "$!" >"$work/neo4j.pid"
}

# servers_answer: wait until they do
servers_answer() {
  until [ -s "$work/neo4j.code" ]; do
    kill -0 "$(<"$work/neo4j.pid")"
    sleep 0.5
  done
  cat "$work/neo4j.log" "$work/neo4j.address"
  return "$(<"$work/neo4j.code")"
}

# servers_end: end them and delete what they hold, one that is just being started among them
servers_end() {
  [ ! -e "$work/neo4j.pid" ] || kill -- "-$(<"$work/neo4j.pid")" 2>/dev/null || true
  local home
  for home in "$NEO4J_STATE"/*; do
    [ ! -d "$home" ] || tests/servers/neo4j.sh remove "${home##*/}" || true
  done
}

# suite NAME ARGUMENTS…: run tests and keep their report for `finish`
suite() {
  local name=$1
  shift
  WAYMARK_W3C_SUITE=$(cat "$work/w3c.path") WAYMARK_TEST_NEO4J=$(cat "$work/neo4j.address") \
    .venv/bin/python -m pytest -q --junit-xml="$work/$name.xml" "$@"
}

# counted NAME: add up a report, and refuse a skip whose reason is not allowed
counted() {
  .venv/bin/python .ci/count.py .ci/allowed-skips "$work/$1.xml" "$work/$1.sums"
}

# fresh_demo: from a bare clone to the verified path, into a store that was never there
fresh_demo() {
  git clone -q . "$work/clone"
  cd "$work/clone"
  make demo
  [ -s waymark.db ]
}

# site: the documentation, which fetches nothing when it is read
site() {
  make docs
  ! grep -rhoE '<(script|link|img|iframe|source)[^>]*(src|href)="?(https?:)?//[^>]*' site --include='*.html'
}

# containers: the compose file against the specification, and with the client where there is one
containers() {
  tests/e2e/node_modules/.bin/dclint -c .ci/dclint.json docker-compose.yml
  if docker compose version >/dev/null 2>&1; then
    docker compose --profile neo4j --profile postgres config -q
  fi
}

# benchmarks: on SQLite, and on the server that the tests asked
benchmarks() {
  WAYMARK_STORE=$(cat "$work/neo4j.address") WAYMARK_STORE_USER=neo4j \
    WAYMARK_STORE_PASSWORD=test-password-1 make bench
}

# finish: the last word
finish() {
  local sums p f s
  for sums in "$work"/*.sums; do
    [ -e "$sums" ] || continue
    read -r p f s <"$sums"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  done
  printf '\n%d minutes %d seconds\n' $((SECONDS / 60)) $((SECONDS % 60))
  [ ${#broken[@]} = 0 ] || printf 'failed: %s\n' "${broken[@]}"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}
