#!/usr/bin/env bash
# Starts what a newcomer starts, as newcomers' machines are: from a folder whose name needs quotes, with each usual way to set up Java.
# usage: infra/start.sh   (after a build; works on a copy of the tree, one line a case, exit code 1 when one fails)
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8 MAVEN_OPTS="${MAVEN_OPTS:-} -Xmx512m"

work=$(mktemp -d)
tree="$work/경매 50% it's"
failed=0
system=
finish() {
  [[ -z $system ]] || kill "$system" 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

# jdk VERSION-PATTERN: the first JDK whose version begins so.
jdk() {
  local home
  for home in "${JAVA_HOME:-/none}" /usr/lib/jvm/*; do
    [[ -x $home/bin/javac && -f $home/release ]] && grep -qE "^JAVA_VERSION=\"$1\b" "$home/release" && { echo "$home"; return; }
  done
  return 1
}
new=$(jdk 25) || { echo "start        FAILED: no JDK 25" >&2; exit 1; }
old=$(jdk '(17|21)') || old=

# Every program but java; then java as a case wants it.
mkdir -p "$work/bin" && ln -s /usr/bin/* "$work/bin/" 2>/dev/null
rm -f "$work/bin/java" "$work/bin/javac"
mvn=$(command -v mvn)
[[ -e $work/bin/mvn ]] || ln -s "$mvn" "$work/bin/mvn"

# What was compiled is taken along, so that a case costs seconds.
mkdir "$tree"
{ git ls-files -co --exclude-standard -z; find . -path '*/target/classes/*' -type f -print0; } | tar cf - --null -T - | tar xf - -C "$tree"

# maven HOME PATH-JAVA WORD...: HOME or PATH-JAVA is - where there is none.
maven() {
  local home=$1 java=$2
  shift 2
  rm -f "$work/bin/java"
  [[ $java == - ]] || ln -s "$java/bin/java" "$work/bin/java"
  if [[ $home == - ]]; then
    (cd "$tree" && env -u JAVA_HOME PATH="$work/bin" mvn -B -ntp -o -q -Dmaven.main.skip "$@")
  else
    (cd "$tree" && JAVA_HOME=$home PATH="$work/bin" mvn -B -ntp -o -q -Dmaven.main.skip "$@")
  fi
}

# try WHAT HOME PATH-JAVA EXPECTED WORD...
try() {
  local what=$1 home=$2 java=$3 expected=$4
  shift 4
  if maven "$home" "$java" "$@" >"$work/log" 2>&1 && grep -q -- "$expected" "$work/log"; then
    printf '%-12s ok: %s\n' start "$what"
  else
    printf '%-12s FAILED: %s\n' start "$what" >&2
    tail -40 "$work/log" >&2
    failed=1
  fi
}

# run WHAT HOME PATH-JAVA, load WHAT HOME PATH-JAVA
run() { try "run, $1" "$2" "$3" --fresh -Prun -Dargs=--help; }
load() { try "load, $1" "$2" "$3" --viewers -Pload -Dargs=--help; }

run "JAVA_HOME a JDK 25, no java on the PATH" "$new" -
run "no JAVA_HOME, java 25 on the PATH" - "$new"
if [[ -n $old ]]; then
  run "JAVA_HOME a JDK 25, an older java on the PATH" "$new" "$old"
  run "JAVA_HOME an older JDK, java 25 on the PATH" "$old" "$new"
  run "no JAVA_HOME, an older java on the PATH" - "$old"
  # A system and its load below are the case of a JDK 25 and an older java.
  load "JAVA_HOME an older JDK" "$old" "$old"
  tests=(-pl shared-model test -Dtest=CodecTest -Dmaven.main.skip=false)
  try "tests, JAVA_HOME a JDK 25, an older java on the PATH" "$new" "$old" "" "${tests[@]}"
  try "tests, JAVA_HOME an older JDK" "$old" "$old" "" "${tests[@]}"
else
  printf '%-12s SKIPPED: cases with an older Java: none under /usr/lib/jvm\n' start
fi

# A real one, on a data folder of such a name too, and load on it.
data="its data 폴더"
maven "$new" "${old:-$new}" -Prun -Dargs="--fresh --no-house --rooms 1 --port 3970 --data \"$data\"" >"$work/run.log" 2>&1 &
system=$!
for _ in $(seq 600); do
  grep -q 'Gavel is ready' "$work/run.log" && break
  kill -0 "$system" 2>/dev/null || break
  sleep 0.5
done
if grep -q 'Gavel is ready' "$work/run.log" && ! grep -q 'Exception\|ERROR' "$work/run.log"; then
  try "three seconds of load on a system in a folder of such a name" "$new" "${old:-$new}" '"consistent":true' \
    -Pload -Dargs="hot --seconds 3 --viewers 20 --bidders 5 --rate 10 --data \"$data\""
else
  printf '%-12s FAILED: a system in a folder of such a name\n' start >&2
  tail -40 "$work/run.log" >&2
  failed=1
fi
running=$(cat "$tree/$data/gavel.lock" 2>/dev/null)
[[ -z $running ]] || kill "$running" 2>/dev/null
wait "$system"
system=
exit "$failed"
