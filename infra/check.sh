#!/usr/bin/env bash
# Checks what stands in infra without running it: one line a part, "ok", "SKIPPED: why" or the tool's own words and exit code 1.
# usage: infra/check.sh [terraform|images|compose|watching ...]   (all by default)
set -uo pipefail
cd "$(dirname "$0")" || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

ok() { printf '%-12s ok: %s\n' "$1" "$2"; }
skipped() { printf '%-12s SKIPPED: %s\n' "$1" "$2"; }
broken() {
  printf '%-12s FAILED: %s\n' "$1" "$2" >&2
  cat "$log" >&2
  failed=1
}

# The real terraform binary judges form, types and policy tests against the provider's true schema. It needs a schema-only stand-in
# for the AWS provider, which is kept beside this repository, not in it.
terraform_part() {
  local tool=${TFCHECK:-../../shared/infra-probe/tfcheck/check.sh}
  command -v terraform >/dev/null || { skipped terraform "no terraform on PATH"; return; }
  if ! terraform fmt -check -diff -recursive terraform >"$log" 2>&1; then
    broken terraform "terraform fmt -recursive infra/terraform"
    return
  fi
  # dev and prod may differ in what they cost and in nothing else.
  for file in variables.tf versions.tf outputs.tf; do
    if ! diff "terraform/live/dev/$file" "terraform/live/prod/$file" >"$log"; then
      broken terraform "live/dev and live/prod differ in $file"
      return
    fi
  done
  if [[ ! -x $tool ]]; then
    skipped terraform "form only; validate and test need $tool (or TFCHECK)"
    return
  fi
  if ! "$tool" terraform >"$log" 2>&1; then
    broken terraform "validate or test"
    return
  fi
  ok terraform "fmt, validate, $(grep -c '^  run .*pass' "$log") policy tests"
}

# Tools that Debian or npm have are fetched once into a folder of their own; nothing is installed and no daemon starts.
cache=${GAVEL_CHECK_CACHE:-$HOME/.cache/gavel-check}

npm_tools() {
  command -v npm >/dev/null || return 1
  [[ -d $cache/npm/node_modules/dclint && -d $cache/npm/node_modules/dockerfile-utils ]] && return
  mkdir -p "$cache/npm" && npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$cache/npm" \
    dclint@3.1.0 dockerfile-utils@0.16.3 >"$log" 2>&1
}

# debian_tool NAME PACKAGE...: sets `tool` to NAME's path, unpacked from Debian's packages where it is not installed.
debian_tool() {
  local name=$1 folder=$cache/$1
  shift
  tool=$(command -v "$name") && return
  if [[ ! -d $folder ]]; then
    command -v apt-get >/dev/null || return 1
    mkdir -p "$folder" && (cd "$folder" && apt-get download -q "$@" && for deb in *.deb; do dpkg -x "$deb" .; done) >"$log" 2>&1 ||
      { rm -rf "$folder"; return 1; }
  fi
  tool=$(find "$folder" -path '*bin/*' -name "$name" -type f | head -1)
  export LD_LIBRARY_PATH=$folder/usr/lib/$(uname -m)-linux-gnu
  [[ -n $tool ]]
}

# Form of the Dockerfile and of the scripts in the image. Whether it builds is not checked here: that takes a Docker daemon and minutes.
images_part() {
  local script
  for script in docker/start docker/healthcheck docker/train docker/trust stand-ins/make stand-ins/kafka/run stand-ins/mongo/docker-entrypoint.sh; do
    if ! bash -n "$script" >"$log" 2>&1; then
      broken images "$script"
      return
    fi
  done
  for script in $(sed -n 's/.*<module>\(.*\)<\/module>.*/\1/p' ../pom.xml); do
    grep -qx "!$script/src/main" Dockerfile.dockerignore || { echo "Maven's module $script does not reach the builder: Dockerfile.dockerignore" >"$log"; broken images Dockerfile.dockerignore; return; }
  done
  # The seed image starts the launcher with options: a launcher that does not know one ends at once.
  for script in $(sed -n 's/^ENTRYPOINT.*app\.jar"//p' Dockerfile | grep -o -- '--[a-z-]*'); do
    grep -q "names = \"$script\"" local/src/main/java/dev/gavel/local/Main.java || { echo "the launcher has no option $script" >"$log"; broken images Dockerfile; return; }
  done
  npm_tools || { skipped images "npm could not give dockerfile-utils"; return; }
  if ! NODE_PATH=$cache/npm/node_modules node -e '
    const found = require("dockerfile-utils").validate(require("fs").readFileSync("Dockerfile", "utf8"));
    for (const f of found) console.log(`Dockerfile:${f.range.start.line + 1}: ${f.message}`);
    process.exit(found.length ? 1 : 0)' >"$log" 2>&1; then
    broken images Dockerfile
    return
  fi
  ok images "Dockerfile's form, its modules and options, seven scripts parse; not built (stand-ins/README.md says how)"
}

# compose.yaml against Compose's own schema; the load balancer's configuration by HAProxy itself.
compose_part() {
  local words="compose.yaml against the schema"
  npm_tools || { skipped compose "npm could not give dclint"; return; }
  if ! "$cache/npm/node_modules/.bin/dclint" -c build/dclint.json compose.yaml >"$log" 2>&1; then
    broken compose compose.yaml
    return
  fi
  if docker compose version >/dev/null 2>&1; then
    docker compose -f compose.yaml --profile lb --profile watch config -q >"$log" 2>&1 || { broken compose "docker compose config"; return; }
    words+=" and by docker compose"
  elif command -v docker-compose >/dev/null; then
    docker-compose -f compose.yaml config -q >"$log" 2>&1 || { broken compose "docker-compose config"; return; }
    words+=" and by docker-compose"
  fi
  if debian_tool haproxy haproxy liblua5.3-0 libopentracing-c-wrapper0 libopentracing1; then
    "$tool" -q -c -f haproxy/haproxy.cfg >"$log" 2>&1 || { broken compose haproxy.cfg; return; }
    words+=", haproxy.cfg by haproxy"
  fi
  ok compose "$words"
}

# Alert rules and their tests, every expression of the dashboards, and that each metric they name is one that a service has.
# With a live scrape (SCRAPE, or what the integration test WatchingIT leaves behind) the names are looked for there too.
watching_part() {
  local boards=(grafana/dashboards/*.json) sources name missing="" words
  command -v node >/dev/null || { skipped watching "no node on PATH"; return; }
  debian_tool promtool prometheus || { skipped watching "apt could not give prometheus, which has promtool"; return; }
  local promtool=$tool
  for step in "check config prometheus/prometheus.yaml" "check rules --lint-fatal prometheus/alerts.yaml" "test rules prometheus/alerts_test.yaml"; do
    # shellcheck disable=SC2086 # words of a command
    "$promtool" $step >"$log" 2>&1 || { broken watching "promtool $step"; return; }
  done
  local alert
  for alert in $(sed -n 's/^ *- alert: //p' prometheus/alerts.yaml); do
    grep -q "alertname: $alert\b" prometheus/alerts_test.yaml || { echo "no test says when $alert speaks" >"$log"; broken watching alerts_test.yaml; return; }
    grep -q "$alert" README.md || { echo "infra/README.md does not say what to do about $alert" >"$log"; broken watching README.md; return; }
  done
  local rules
  rules=$(mktemp --suffix=.json)
  node build/dashboards.cjs rules "${boards[@]}" >"$rules" 2>"$log" || { rm -f "$rules"; broken watching dashboards; return; }
  "$promtool" check rules "$rules" >"$log" 2>&1 || { rm -f "$rules"; broken watching "an expression of a dashboard"; return; }
  words="$(grep -c '"expr"' "$rules") expressions"
  rm -f "$rules"

  # A meter is named in the code without what its kind adds in a scrape.
  sources=$(grep -rhoE '"gavel_[a-z_]+"' ../gateway/src/main ../bid-service/src/main --include=*.java | tr -d '"' | sort -u)
  for name in $(node build/dashboards.cjs names "${boards[@]}" prometheus/alerts.yaml | grep '^gavel_'); do
    printf '%s\n' "$sources" | grep -qxE "$(sed -E 's/_(bucket|sum|count)$//; s/_seconds$/(_seconds)?/; s/_total$/(_total)?/' <<<"$name")" || missing+=" $name"
  done
  [[ -z $missing ]] || { echo "no service has:$missing" >"$log"; broken watching "names"; return; }

  local scrape=${SCRAPE:-local/target/scrape.txt}
  if [[ -s $scrape ]]; then
    for name in $(node build/dashboards.cjs names "${boards[@]}" prometheus/alerts.yaml); do
      grep -qE "^(# TYPE )?$name( |\{)" "$scrape" || grep -qx "$name" build/seldom-metrics.txt || missing+=" $name"
    done
    [[ -z $missing ]] || { echo "not in $scrape:$missing" >"$log"; broken watching "names in a live scrape"; return; }
    words+=", names found in a live scrape"
  fi
  ok watching "rules, $(grep -c 'alertname:' prometheus/alerts_test.yaml) alert tests, $words"
}

parts=("$@")
((${#parts[@]})) || parts=(images compose watching terraform)
for part in "${parts[@]}"; do
  "${part}_part"
done
exit "$failed"
