#!/usr/bin/env bash
# npm run conformance:pyconfig: downloads pyconfig.h of Debian 13's libpython3.13-dev for each architecture and compares
# it with the one generated here. Nothing is installed: apt has a configuration of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/conformance/apt.sh
command -v apt-get >/dev/null || { echo 'Not on Debian: not compared.'; exit 0; }
folder=${XDG_CACHE_HOME:-$HOME/.cache}/capidiff/pyconfig
architectures=(amd64 arm64 armhf i386 ppc64el s390x riscv64)
apt_in "$folder" trixie "${architectures[@]}" >/dev/null
for architecture in "${architectures[@]}"; do
  [ -d "$folder/$architecture" ] && continue
  rm -rf "$folder/deb"; mkdir -p "$folder/deb" "$folder/new"
  (cd "$folder/deb" && "${apt[@]}" download "libpython3.13-dev:$architecture" >/dev/null)
  dpkg-deb --fsys-tarfile "$folder"/deb/*.deb | tar -x -C "$folder/new" --wildcards '*/pyconfig.h'
  mv "$folder/new" "$folder/$architecture"
done
npx tsx test/conformance/pyconfig.ts "$folder"
