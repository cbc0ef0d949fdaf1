#!/usr/bin/env bash
# A real Neo4j Community server for tests and for people, on this machine alone:
#
#   tests/servers/neo4j.sh start [NAME] [--port N] [--tls]    prints the address once it answers
#   tests/servers/neo4j.sh stop [NAME]       ends it in order; what it holds stays
#   tests/servers/neo4j.sh kill [NAME]       SIGKILL, as a crash would
#   tests/servers/neo4j.sh remove [NAME]     kills it and deletes what it holds
#   tests/servers/neo4j.sh status [NAME]     says up or down
#   tests/servers/neo4j.sh address [NAME]    prints the address again
#   tests/servers/neo4j.sh introduce [NAME]  says how to use it
#
# NAME tells several servers apart; without one it is `waymark`. A port of 0 is any free one;
# a server keeps the port it began with. The jars come from Maven, once a version, and stay
# under ${XDG_CACHE_HOME:-~/.cache}/waymark. A Java of 21 or newer runs the current Neo4j, one
# of 17 to 20 the long-supported 5.26.
#
#   NEO4J_STATE      where servers keep what they hold (.neo4j in the repository)
#   NEO4J_PASSWORD   the password of a new server, at least eight characters
#   NEO4J_VERSION    another version for a new server
#   NEO4J_HEAP       memory of the server (512m)
#   NEO4J_WITH       number of a process: the server is removed as soon as that is gone
#   NEO4J_BRIEFLY    set where it lives for minutes: it starts sooner and never gets as fast
#   NEO4J_EXTRA_CONF a file whose settings a server has besides, until it is started without
#   NEO4J_PATIENCE   seconds to wait for its first answer (180)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/waymark
state=${NEO4J_STATE:-$here/../../.neo4j}
current=2026.08.1
supported=5.26.30

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# java_between LOWEST HIGHEST: the newest Java of those versions, nothing where there is none
java_between() {
  local java major best='' newest=0
  for java in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
    /opt/homebrew/opt/openjdk*/bin/java; do
    [ -x "$java" ] || continue
    major=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p') || continue
    if [ -n "$major" ] && [ "$major" -ge "$1" ] && [ "$major" -le "$2" ] &&
      [ "$major" -gt "$newest" ]; then
      best=$java newest=$major
    fi
  done
  printf '%s' "$best"
}

# choose: set `version` and `java`; a server that holds something keeps its version
choose() {
  version=${NEO4J_VERSION:-}
  [ ! -s "$home/version" ] || version=$(<"$home/version")
  case $version in
    5.*) java=$(java_between 17 21) ;;
    ?*) java=$(java_between 21 99) ;;
    *)
      version=$current java=$(java_between 21 99)
      [ -n "$java" ] || version=$supported java=$(java_between 17 20)
      ;;
  esac
  [ -n "$java" ] || die "Neo4j needs Java, of version 21 or newer best of all: install it, as with" \
    "  apt-get install openjdk-21-jre-headless    (or openjdk-17-jre-headless, for Neo4j $supported)" \
    "  brew install openjdk@21" \
    "or set JAVA_HOME to where it is"
}

# fetch: lay the jars of the version into the cache, unless they are there
fetch() {
  jars=$cache/neo4j-$version
  [ ! -d "$jars" ] || return 0
  command -v mvn >/dev/null || die "Neo4j comes from Maven, which is not here: install it, as with" \
    "  apt-get install maven" "  brew install maven"
  local partial=$jars.$$
  echo "fetching Neo4j $version (about 150 MB) into $cache" >&2
  mkdir -p "$partial"
  # shellcheck disable=SC2064
  trap "rm -rf '$partial'" EXIT
  mvn -B -ntp -q -f "$here/pom.xml" -Dneo4j.version="$version" -Djars="$partial" \
    dependency:copy-dependencies >&2 || true
  [ -s "$partial/neo4j-$version.jar" ] || die "Maven could not fetch Neo4j $version"
  # what somebody else fetched meanwhile is as good
  [ -d "$jars" ] || mv "$partial" "$jars"
}

certificate() {
  [ ! -s "$home/certificates/public.crt" ] || return 0
  command -v openssl >/dev/null || die "a certificate is made by openssl, which is not here: install it"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$home/certificates/private.key" -out "$home/certificates/public.crt" 2>/dev/null
}

configure() {
  mkdir -p "$home"/{conf,data,logs,run,plugins,import,certificates}
  {
    cat <<END
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:$port
server.bolt.advertised_address=127.0.0.1:$port
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_minimum_password_length=8
dbms.usage_report.enabled=false
server.memory.heap.initial_size=${NEO4J_HEAP:-512m}
server.memory.heap.max_size=${NEO4J_HEAP:-512m}
server.memory.pagecache.size=128m
db.tx_log.rotation.retention_policy=1 files
db.tx_log.rotation.size=16M
db.checkpoint.interval.time=1m
END
    [ ! -e "$home/tls" ] || cat <<END
server.bolt.tls_level=REQUIRED
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory=$home/certificates
dbms.ssl.policy.bolt.private_key=private.key
dbms.ssl.policy.bolt.public_certificate=public.crt
dbms.ssl.policy.bolt.client_auth=NONE
END
    [ -z "${NEO4J_EXTRA_CONF:-}" ] || cat "$NEO4J_EXTRA_CONF"
  } >"$home/conf/neo4j.conf"
  [ ! -e "$home/tls" ] || certificate
}

# secure: give a new server its password, which it reads only while it has no user
secure() {
  [ ! -s "$home/password" ] || return 0
  local password=${NEO4J_PASSWORD:-test-password-1}
  [ ${#password} -ge 8 ] || die "a password of Neo4j has at least eight characters"
  NEO4J_HOME=$home NEO4J_CONF=$home/conf "$java" -Xmx256m -cp "$jars/*" org.neo4j.cli.AdminTool \
    dbms set-initial-password "$password" >"$home/logs/password.log" 2>&1 ||
    die "Neo4j did not take its password: see $home/logs/password.log"
  (umask 077 && printf '%s\n' "$password" >"$home/password")
}

# ours PID: whether that is the process of this server, for numbers are used again
ours() {
  if [ -r "/proc/$1/cmdline" ]; then
    grep -qaF -- "--home-dir=$home" "/proc/$1/cmdline"
  else
    ps -ww -o args= -p "$1" 2>/dev/null | grep -qF -- "--home-dir=$home"
  fi
}

alive() { [ -s "$home/pid" ] && kill -0 "$(<"$home/pid")" 2>/dev/null && ours "$(<"$home/pid")"; }

answers() {
  local secured=()
  [ ! -e "$home/tls" ] || secured=(tls)
  python3 "$here/bolt_answers.py" "$port" ${secured[0]+"${secured[@]}"}
}

address() {
  [ -s "$home/port" ] || die "there is no server \`$name\`"
  if [ -e "$home/tls" ]; then
    echo "bolt+ssc://127.0.0.1:$(<"$home/port")"
  else
    echo "bolt://127.0.0.1:$(<"$home/port")"
  fi
}

taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# settle: set `port`: the one it began with, the one asked for, or any that is free
settle() {
  if [ -s "$home/port" ]; then
    port=$(<"$home/port")
  else
    port=${asked:-7687}
    # below the ports that outgoing connections take
    while [ "$port" = 0 ] || { [ "$asked" = 0 ] && taken "$port"; }; do
      port=$((20000 + RANDOM % 12000))
    done
  fi
  ! taken "$port" || die "port $port is taken: name another one with --port, or 0 for any" \
    "(tests/servers/neo4j.sh start --port 0; make neo4j PORT=0)"
  echo "$port" >"$home/port"
}

launch() {
  local main=org.neo4j.server.Neo4jCommunity options=() of
  [[ $version != 5.* ]] || main=org.neo4j.server.CommunityEntryPoint
  for of in java.nio java.io java.lang java.lang.reflect java.util java.util.concurrent sun.nio.ch; do
    options+=("--add-opens=java.base/$of=ALL-UNNAMED")
  done
  [ -z "${NEO4J_BRIEFLY:-}" ] || options+=(-XX:TieredStopAtLevel=1)
  # a group of its own: what ends this script or its terminal does not end the server
  set -m
  nohup "$java" -Xms"${NEO4J_HEAP:-512m}" -Xmx"${NEO4J_HEAP:-512m}" -XX:+UseSerialGC \
    -XX:+IgnoreUnrecognizedVMOptions -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow \
    --enable-native-access=ALL-UNNAMED --add-modules=jdk.incubator.vector "${options[@]}" \
    -Dio.netty.tryReflectionSetAccessible=true -Dlog4j2.disable.jmx=true -Dfile.encoding=UTF-8 \
    -cp "$jars/*:$home/plugins/*" "$main" --home-dir="$home" --config-dir="$home/conf" \
    >"$home/logs/console.log" 2>&1 </dev/null &
  echo $! >"$home/pid"
  # for a moment it is still this script, which `ours` would not know
  until ours "$!" || ! kill -0 "$!" 2>/dev/null; do sleep 0.05; done
  # the braces let go of the output, for which whoever started this would wait
  { [ -z "${NEO4J_WITH:-}" ] || accompany; } >/dev/null 2>&1 </dev/null &
  set +m
}

# accompany: outlive the process that the server belongs to, and remove the server then
accompany() {
  local pid
  pid=$(<"$home/pid")
  while kill -0 "$NEO4J_WITH"; do
    kill -0 "$pid" || return 0
    sleep 1
  done
  remove
}

start() {
  if alive; then
    port=$(<"$home/port")
  else
    choose
    fetch
    settle
    configure
    secure
    echo "$version" >"$home/version"
    launch
  fi
  local until=$((SECONDS + ${NEO4J_PATIENCE:-180}))
  until answers; do
    alive || die "the server ended:" "$(tail -30 "$home/logs/console.log")"
    [ $SECONDS -lt $until ] || die "the server does not answer: see $home/logs"
    sleep 0.2
  done
  address
}

# ended: wait until the process is gone, at most a minute
ended() {
  local pid=$1 _
  for _ in $(seq 300); do
    kill -0 "$pid" 2>/dev/null && ours "$pid" || return 0
    sleep 0.2
  done
  return 1
}

stop() {
  if alive; then
    kill "$(<"$home/pid")"
    ended "$(<"$home/pid")" || crash
  fi
  rm -f "$home/pid"
}

crash() {
  if alive; then
    kill -KILL "$(<"$home/pid")"
    ended "$(<"$home/pid")" || die "the server does not end"
  fi
  rm -f "$home/pid"
}

remove() {
  crash
  rm -rf "$home"
}

introduce() {
  local at password
  at=$(address) password=$(<"$home/password")
  cat <<END
Neo4j $(<"$home/version") answers at $at, user \`neo4j\`, password \`$password\`

  export WAYMARK_STORE_USER=neo4j WAYMARK_STORE_PASSWORD=$password
  export WAYMARK_STORE=$at    # Waymark keeps its statements there
  export WAYMARK_TEST_NEO4J=$at    # the tests use it, in tenants of their own

make neo4j-stop ends it; what it holds stays in ${home/#"$PWD/"/}
END
}

command=${1:-} name=waymark asked='' tls=''
[ $# = 0 ] || shift
[ $# = 0 ] || [[ $1 == -* ]] || { name=$1; shift; }
while [ $# -gt 0 ]; do
  case $1 in
    --port) asked=${2:?a port is a number}; shift 2 ;;
    --tls) tls=yes; shift ;;
    *) die "there is no \`$1\` here" ;;
  esac
done
[[ $name =~ ^[a-z0-9-]+$ ]] || die "a server's name has small letters, digits and hyphens: \`$name\`"
mkdir -p "$state"
home=$(cd "$state" && pwd)/$name
case $command in
  start)
    mkdir -p "$home"
    [ -z "$tls" ] || touch "$home/tls"
    start
    ;;
  stop) stop ;;
  kill) crash ;;
  remove) remove ;;
  status)
    if alive && port=$(<"$home/port") && answers; then echo up; else echo down; exit 1; fi
    ;;
  address) address ;;
  introduce) introduce ;;
  *) die "start, stop, kill, remove, status, address or introduce? See the head of $0" ;;
esac
