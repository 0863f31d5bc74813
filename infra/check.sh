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

parts=("$@")
((${#parts[@]})) || parts=(terraform)
for part in "${parts[@]}"; do
  "${part}_part"
done
exit "$failed"
