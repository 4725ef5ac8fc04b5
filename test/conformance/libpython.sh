#!/usr/bin/env bash
# npm run conformance:libpython [ARCHITECTURE…]: downloads Debian's real libpython of trixie and sid, release and debug
# builds, and checks that `capidiff debug-offsets` finds a build with equal values. Nothing is installed: apt has a
# configuration of its own. Exit code 1 if a value differs.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/conformance/apt.sh
command -v apt-get >/dev/null || { echo 'Not on Debian: not compared.'; exit 0; }
architectures=("${@:-amd64}")
folder=${XDG_CACHE_HOME:-$HOME/.cache}/capidiff/libpython
mkdir -p "$folder/root"

equal=0 total=0
for suite in trixie sid; do
  apt_in "$folder" "$suite" "${architectures[@]}" >/dev/null
  for architecture in "${architectures[@]}"; do
    for version in 3.13 3.14 3.15; do
      for package in "libpython$version" "libpython$version-dbg"; do
        root="$folder/root/$suite-$architecture-$package"
        if [ ! -d "$root" ]; then
          rm -rf "$folder/deb"; mkdir -p "$folder/deb"
          (cd "$folder/deb" && "${apt[@]}" download "$package:$architecture") >/dev/null 2>&1 || continue
          mkdir -p "$root.new"
          dpkg-deb --fsys-tarfile "$folder"/deb/*.deb |
            tar -x -C "$root.new" --wildcards --no-anchored "libpython${version}*.so.1.0"
          mv "$root.new" "$root"
        fi
        for file in $(find "$root" -type f -name 'libpython*.so.1.0' -not -path '*/debug/*'); do
          total=$((total + 1))
          text=$(node dist/src/cli.js debug-offsets "$file" || true)
          echo "$suite $architecture $package"
          echo "$text" | head -n 12
          if grep -q ': all [0-9]* values are equal' <<<"$text"; then equal=$((equal + 1)); fi
        done
      done
    done
  done
done
echo "$equal of $total libraries have a build with equal values."
[ "$equal" = "$total" ]
