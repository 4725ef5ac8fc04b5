#!/usr/bin/env bash
# _Atomic members vanish from what pahole 1.24 and abidiff 2.2 make of debug data.
#
# Seen: gcc and clang describe such a type by DW_TAG_atomic_type, of DWARF 5. pahole prints an error in the member's
# place, with neither its name nor its offset, and exits with 0. abidiff drops the type: _Atomic int that became _Atomic
# float compares equal, exit code 0, where int and float do not. readelf knows the tag. One would have guessed that an
# unknown tag is looked through, as const is, or that the tool fails.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if pahole or abidiff answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q pahole=1.24-4.1 libbpf1 abigail-tools=2.2-2 libabigail0=2.2-2 libdw1=0.188-2.1 libelf1=0.188-2.1 \
  clang-14=1:14.0.6-12 lld-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 libbz2-1.0 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

library() {
  cat >"$1.c" <<C
struct counted { char kind; $2 count; int last; };
int kind(struct counted *p) { return p->kind; }
C
  usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -g -fPIC -c "$1.c"
  usr/lib/llvm-14/bin/ld.lld -shared -o "$1.so" "$1.o"
}
library int int
library float float
library atomic-int '_Atomic int'
library atomic-float '_Atomic float'

usr/bin/pahole -F dwarf int.so | grep -qw 'count' || { echo "pahole no longer lists a plain member"; exit 1; }
usr/bin/pahole -F dwarf atomic-int.so >structs 2>errors || { echo "pahole now fails"; exit 1; }
grep -q 'ERROR' structs || { echo "pahole no longer has an error in the struct"; exit 1; }
! grep -qw 'count' structs || { echo "pahole now lists the member"; exit 1; }

! usr/bin/abidiff int.so float.so >report || { echo "abidiff no longer sees that int became float"; exit 1; }
usr/bin/abidiff atomic-int.so atomic-float.so >report || { echo "abidiff now sees that _Atomic int became _Atomic float"; exit 1; }
echo "DW_TAG_atomic_type: pahole 1.24 has an error for the member, abidiff 2.2 takes _Atomic int for _Atomic float"
