#!/usr/bin/env bash
# Runs every test on a bare Debian machine with the .NET SDK: installs what is missing, starts an engine and registries on loopback, stops what it
# started, and ends with "N passed, N failed, N skipped".
#
#   bash tests/run.sh [--no-skip] [--full] [--fuzz MINUTES] [-- ARGUMENTS OF THE TEST RUNNER]
#
#   --no-skip         a skipped test is a failed one (what CI asks for)
#   --full            the long suites too: clean Debian roots, large images, mutations
#   --fuzz MINUTES    mutate valid images for so long, and nothing else
set -euo pipefail
cd "$(dirname "$0")/.."

no_skip=0 full=0 fuzz=0
while [ $# -gt 0 ]; do
  case $1 in
    --no-skip) no_skip=1 ;;
    --full) full=1 ;;
    --fuzz) fuzz=${2:?--fuzz MINUTES}; shift ;;
    --) shift; break ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done

state=$(mktemp -d "${TMPDIR:-/tmp}/secretgate-run.XXXXXX")
started=()
stop_what_was_started() {
  local id
  for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
  for id in "${started[@]}"; do
    for _ in $(seq 40); do kill -0 "$id" 2>/dev/null || break; sleep 0.25; done
  done
  rm -rf "$state"
}
trap stop_what_was_started EXIT
trap 'exit 130' INT TERM

say() { printf '== %s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }

# What the tests use, by the command that shows whether it is there. Without root or apt the tests skip, each with its reason.
install_packages() {
  local missing=() pair
  for pair in dockerd:docker.io skopeo:skopeo umoci:umoci buildah:buildah docker-registry:docker-registry debootstrap:debootstrap \
      htpasswd:apache2-utils openssl:openssl ssh-keygen:openssh-client gpg:gnupg zstd:zstd xz:xz-utils curl:curl git:git python3:python3 npm:npm; do
    have "${pair%%:*}" || missing+=("${pair##*:}")
  done
  [ -x /usr/bin/busybox ] || [ -x /bin/busybox ] || missing+=(busybox-static)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" != 0 ] || ! have apt-get; then say "not installed: ${missing[*]} (needs root and apt)"; return; fi
  say "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$state/apt.log" 2>&1 || tail -n 5 "$state/apt.log"
}

# Microsoft's SARIF validator, with GitHub's rules.
install_multitool() {
  local folder=artifacts/npm
  multitool=$PWD/$folder/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
  if [ ! -f "$multitool" ] && have npm; then
    say "installing the SARIF multitool"
    mkdir -p $folder
    npm install --silent --no-package-lock --no-audit --no-fund --prefix $folder @microsoft/sarif-multitool@5.7.0 >"$state/npm.log" 2>&1 || tail -n 5 "$state/npm.log"
  fi
  # npm leaves the file without its permission when it does not run install scripts.
  if [ -f "$multitool" ]; then chmod u+x "$multitool"; export TEST_SARIF_MULTITOOL=$multitool; fi
}

engine_answers() { curl -sf -m 2 --unix-socket /var/run/docker.sock http://engine/_ping >/dev/null 2>&1; }

start_engine() {
  engine_answers && return
  have dockerd && [ "$(id -u)" = 0 ] || { say "no engine"; return; }
  nohup dockerd --pidfile "$state/dockerd.pid" >"$state/dockerd.log" 2>&1 </dev/null &
  started+=($!)
  for _ in $(seq 120); do
    if engine_answers; then say "engine started"; return; fi
    kill -0 "${started[-1]}" 2>/dev/null || break
    sleep 0.25
  done
  say "the engine does not start:"; tail -n 5 "$state/dockerd.log"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# $1 name, $2 port, then more lines of its configuration.
start_registry() {
  local name=$1 port=$2; shift 2
  { printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\n' "$state/$name"
    printf '%s\n' "$@"; } >"$state/$name.yml"
  nohup docker-registry serve "$state/$name.yml" >"$state/$name.log" 2>&1 </dev/null &
  started+=($!)
  for _ in $(seq 80); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
    kill -0 "${started[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  say "registry $name does not start:"; tail -n 5 "$state/$name.log"; return 1
}

start_registries() {
  have docker-registry && have python3 || { say "no registry"; return; }
  local port; port=$(free_port)
  start_registry open "$port" "http: {addr: '127.0.0.1:$port'}" && export TEST_REGISTRY=127.0.0.1:$port
  have htpasswd && have openssl || return 0
  port=$(free_port)
  mkdir -p "$state/tls"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$state/tls/key.pem" -out "$state/tls/ca.crt" 2>/dev/null
  local password; password=$(openssl rand -hex 12)
  htpasswd -Bbn tester "$password" >"$state/htpasswd"
  start_registry locked "$port" "http: {addr: '127.0.0.1:$port', tls: {certificate: $state/tls/ca.crt, key: $state/tls/key.pem}}" \
    "auth: {htpasswd: {realm: test, path: $state/htpasswd}}" \
    && export TEST_REGISTRY_TLS=127.0.0.1:$port TEST_REGISTRY_CA=$state/tls/ca.crt TEST_REGISTRY_USER=tester TEST_REGISTRY_PASSWORD=$password
}

install_packages
install_multitool
start_engine
start_registries

# The end-to-end tests drive the published program: trimming and ahead-of-time code are part of what is tested.
say "publishing"
export TEST_PROGRAM=$PWD/artifacts/publish/secretgate
dotnet publish src/SecretGate.Runner -c Release -r linux-x64 -o artifacts/publish -v q --nologo -clp:NoSummary
say "building"
dotnet build SecretGate.sln -v q --nologo -clp:NoSummary

filter=(--filter-not-trait Suite=long --filter-not-trait Suite=fuzz)
[ $full = 0 ] || { filter=(--filter-not-trait Suite=fuzz); export TEST_FULL=1; }
[ "$fuzz" = 0 ] || { filter=(--filter-trait Suite=fuzz); export TEST_FUZZ_MINUTES=$fuzz; }

say "testing"
rc=0
dotnet test --solution SecretGate.sln --no-build --no-progress "${filter[@]}" "$@" 2>&1 | tee "$state/test.log" || rc=$?
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$state/test.log" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ -z "$passed" ]; then say "no test ran (status $rc)"; echo "0 passed, 1 failed, 0 skipped"; exit 1; fi
if [ $no_skip = 1 ] && [ "$skipped" != 0 ]; then
  say "a skipped test counts as failed here (--no-skip)"
  failed=$((failed + skipped)) skipped=0 rc=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ $rc = 0 ]
