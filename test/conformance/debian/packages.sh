#!/usr/bin/env bash
# npm run conformance:debian fetches with it: headers of Debian's builds of CPython for three processors, their
# libpython, and the headers of its PyPy, into a folder. Nothing is installed: apt has a configuration of its own.
set -euo pipefail

. "$(dirname "$0")/../apt.sh"

folder=$1
mkdir -p "$folder/debs"
cd "$folder"
apt_in "$folder" "bookworm trixie sid" amd64 arm64 armhf

packages=(pypy3-dev:amd64 pypy3:amd64)
for series in 3.11 3.13 3.14 3.15; do
  packages+=("libpython$series:amd64" "libpython$series-dev:"{amd64,arm64,armhf})
done
cd debs
# What Debian no longer or not yet has is left out, with a word.
"${apt[@]}" download "${packages[@]}" ||
  for package in "${packages[@]}"; do "${apt[@]}" download "$package" || echo "left out: $package" >&2; done
cd ..
for package in debs/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x --exclude='*.a' --exclude=./usr/share
  dpkg-deb --field "$package" Package Version Architecture | tr '\n' ' ' && echo
done > versions
rm -r debs
touch complete
