#!/usr/bin/env bash
# npm run conformance:sysroots: fetches the system headers of platforms that this machine is not, and pyconfig.h of
# Debian's own builds, into the user's cache folder. Nothing is installed: apt has a configuration of its own.
set -euo pipefail

. "$(dirname "$0")/apt.sh"

folder=${XDG_CACHE_HOME:-$HOME/.cache}/capidiff/sysroots
mkdir -p "$folder/debs"
cd "$folder"
architectures=(amd64 arm64 armhf i386 ppc64el s390x)
apt_in "$folder" bookworm "${architectures[@]}"

cd debs
for architecture in "${architectures[@]}"; do
  "${apt[@]}" download "musl-dev:$architecture" "libpython3.11-dev:$architecture"
done
"${apt[@]}" download wasi-libc emscripten
# Debian 12 has no musl for RISC-V, and no glibc for LoongArch.
apt_in "$folder" trixie amd64 riscv64
"${apt[@]}" download musl-dev:riscv64 libc6-dev-loong64-cross linux-libc-dev-loong64-cross

cd ..
for package in debs/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x --wildcards --no-anchored '*.h'
done
rm -r debs
# Debian leaves this one out, for libxcrypt's.
for include in usr/include/*-musl*; do echo 'struct crypt_data { int initialized; char __buf[256]; };' > "$include/crypt.h"; done
