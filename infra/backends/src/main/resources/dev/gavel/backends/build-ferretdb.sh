#!/usr/bin/env bash
# Builds FerretDB from its Go module's source, once, and prints where the program is. About two minutes on two cores.
# FerretDB keeps MongoDB's documents in SQLite; tests run against it, production never does.
# usage: build-ferretdb.sh [FOLDER]   (the program becomes FOLDER/ferretdb; by default where tests look for it)
set -euo pipefail

readonly version=v1.24.2
# What the Go checksum database says of that version; another source must not run here.
readonly sum=h1:trrUU0LbmusMbyubhPS1IELncvrIwKrsRT2LW1UUWCw=

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/gavel/ferretdb-$version}
program=$folder/ferretdb
mkdir -p "$folder"

# Two builds at once would share two cores: the second waits for the first and finds its result.
if command -v flock >/dev/null; then
  exec 9>"$folder/build.lock"
  flock 9
fi
if [[ -x $program ]]; then
  echo "$program"
  exit
fi

work=$(mktemp -d "$folder/build.XXXXXX")
trap 'rm -rf "$work"' EXIT
module=$(go mod download -json "github.com/FerretDB/FerretDB@$version")
field() { sed -n 's/.*"'"$1"'": "\(.*\)".*/\1/p' <<<"$module"; }
[[ $(field Sum) == "$sum" ]] || { echo "FerretDB $version has another checksum: $(field Sum)" >&2; exit 1; }

# The module cache cannot be written, and without its version in a file the program panics at its start.
cp -r "$(field Dir)" "$work/source"
chmod -R u+w "$work/source"
printf '%s' "$version" >"$work/source/build/version/version.txt"
(cd "$work/source" && nice go build -o "$work/ferretdb" ./cmd/ferretdb) >&2
mv "$work/ferretdb" "$program"
echo "$program"
