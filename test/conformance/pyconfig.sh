#!/usr/bin/env bash
# npm run conformance:pyconfig: downloads pyconfig.h of Debian 13's libpython3.13-dev for each architecture and compares
# it with the one generated here. Nothing is installed: apt has a configuration of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v apt-get >/dev/null || { echo 'Not on Debian: not compared.'; exit 0; }
folder=${XDG_CACHE_HOME:-$HOME/.cache}/capidiff/pyconfig
mkdir -p "$folder"/apt/{sources,lists/partial,cache/archives/partial}
touch "$folder/apt/status"
cat > "$folder/apt/sources/pyconfig.sources" <<SOURCES
Types: deb
URIs: http://deb.debian.org/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
architectures=(amd64 arm64 armhf i386 ppc64el s390x riscv64)
apt=(apt-get -q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$folder/apt/sources"
  -o "Dir::State::lists=$folder/apt/lists" -o "Dir::State::status=$folder/apt/status" -o "Dir::Cache=$folder/apt/cache"
  -o Debug::NoLocking=1 -o APT::Sandbox::User=)
for architecture in "${architectures[@]}"; do apt+=(-o "APT::Architectures::=$architecture"); done
"${apt[@]}" update >/dev/null
for architecture in "${architectures[@]}"; do
  [ -d "$folder/$architecture" ] && continue
  rm -rf "$folder/deb"; mkdir -p "$folder/deb" "$folder/new"
  (cd "$folder/deb" && "${apt[@]}" download "libpython3.13-dev:$architecture" >/dev/null)
  dpkg-deb --fsys-tarfile "$folder"/deb/*.deb | tar -x -C "$folder/new" --wildcards '*/pyconfig.h'
  mv "$folder/new" "$folder/$architecture"
done
npx tsx test/conformance/pyconfig.ts "$folder"
