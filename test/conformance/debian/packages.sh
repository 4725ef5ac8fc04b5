#!/usr/bin/env bash
# npm run conformance:debian fetches with it: headers of Debian's builds of CPython for three processors, their
# libpython, and the headers of its PyPy, into a folder. Nothing is installed: apt has a configuration of its own.
set -euo pipefail

folder=$1
mkdir -p "$folder"/apt/{sources,lists/partial,cache/archives/partial} "$folder/debs"
cd "$folder"
cat > apt/sources/debian.sources <<SOURCES
Types: deb
URIs: http://deb.debian.org/debian
Suites: bookworm trixie sid
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
touch apt/status
apt=(apt-get -q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$folder/apt/sources"
  -o "Dir::State::lists=$folder/apt/lists" -o "Dir::State::status=$folder/apt/status" -o "Dir::Cache=$folder/apt/cache"
  -o Debug::NoLocking=1 -o APT::Sandbox::User=)
for architecture in amd64 arm64 armhf; do apt+=(-o "APT::Architectures::=$architecture"); done
"${apt[@]}" update

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
