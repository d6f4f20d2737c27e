#!/usr/bin/env bash
# Passes the tests of this repository: restores, builds with warnings as errors, checks the format, runs every test.
# Installs what is missing of the .NET SDK, redis-server, iproute2 and iptables, and nothing else. Says what it does and ends with "N passed, N failed".
# Arguments go to `dotnet test` (for example --filter NAME).
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null; then
    say "The .NET SDK is missing: installing version 10 into ~/.dotnet with Microsoft's script, because everything here is built with it"
    export DOTNET_ROOT="$HOME/.dotnet" PATH="$HOME/.dotnet:$PATH"
    if ! curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 --install-dir "$DOTNET_ROOT"; then
        echo "error: the .NET SDK could not be installed; install version 10 from https://dot.net and run this again" >&2
        exit 2
    fi
fi

# Installs a package of the system where its command is missing: need COMMAND PACKAGE REASON.
need() {
    if PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null; then return; fi
    say "$1 is missing: installing the package $2 with apt-get, because $3"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
    export DEBIAN_FRONTEND=noninteractive
    if ! command -v apt-get >/dev/null \
        || ! { "${root[@]}" apt-get install -y -q "$2" || { "${root[@]}" apt-get update -q && "${root[@]}" apt-get install -y -q "$2"; }; }; then
        echo "error: $1 is missing and could not be installed; install it (on Debian: sudo apt-get install $2) and run this again" >&2
        exit 2
    fi
}

need redis-server redis-server "the tests of several processes coordinate through a real one"
need ip iproute2 "the tests of several machines run in network namespaces"
need iptables iptables "they cut the way between two of those machines"

say "Restore (packages at the versions of Directory.Packages.props)"
dotnet restore TopoGen.sln --verbosity quiet

say "Build (Release, warnings are errors)"
dotnet build TopoGen.sln --configuration Release --no-restore --verbosity quiet --nologo

say "Format"
# In the configuration that was built: else the generator is missing, and with it what it implements.
Configuration=Release dotnet format TopoGen.sln --no-restore --verify-no-changes --verbosity quiet

say "Test"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
# One project after another: each uses all processors, and simulations beside them made real processes miss their deadlines.
dotnet test TopoGen.sln --configuration Release --no-build --nologo -maxcpucount:1 "$@" 2>&1 | tee "$log" || code=$?

# Each test project prints one line: "Passed!  - Failed: 0, Passed: 12, Skipped: 0, Total: 12, ...".
sum() { { grep -oE "\b$1: +[0-9]+" "$log" || true; } | awk '{ n += $2 } END { print n + 0 }'; }
passed=$(sum Passed)
failed=$(sum Failed)
skipped=$(sum Skipped)
if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "error: a test process ended without a result (exit code $code)" >&2
    failed=1
fi

if [ "$code" -eq 0 ] && [ "$passed" -eq 0 ]; then
    echo "error: no test was run" >&2
    code=1
fi

echo
if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
exit "$code"
