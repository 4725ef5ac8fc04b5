#!/usr/bin/env bash
# npm run conformance:sysroots: fetches the system headers of platforms that this machine is not, and pyconfig.h of
# Debian's own builds, into the user's cache folder. Nothing is installed: apt has a configuration of its own.
set -euo pipefail

folder=${XDG_CACHE_HOME:-$HOME/.cache}/capidiff/sysroots
mkdir -p "$folder"/apt/{sources,lists/partial,cache/archives/partial} "$folder/debs"
cd "$folder"
architectures=(amd64 arm64 armhf i386 ppc64el s390x)
cat > apt/sources/sysroots.sources <<SOURCES
Types: deb
URIs: http://deb.debian.org/debian
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
touch apt/status
apt=(apt-get -q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$folder/apt/sources"
  -o "Dir::State::lists=$folder/apt/lists" -o "Dir::State::status=$folder/apt/status" -o "Dir::Cache=$folder/apt/cache"
  -o Debug::NoLocking=1 -o APT::Sandbox::User=)
for architecture in "${architectures[@]}"; do apt+=(-o "APT::Architectures::=$architecture"); done
"${apt[@]}" update

cd debs
for architecture in "${architectures[@]}"; do
  "${apt[@]}" download "musl-dev:$architecture" "libpython3.11-dev:$architecture"
done
"${apt[@]}" download wasi-libc emscripten

cd ..
for package in debs/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x --wildcards --no-anchored '*.h'
done
rm -r debs
# Debian leaves this one out, for libxcrypt's.
for include in usr/include/*-musl*; do echo 'struct crypt_data { int initialized; char __buf[256]; };' > "$include/crypt.h"; done
