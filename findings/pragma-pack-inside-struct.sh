#!/usr/bin/env bash
# gcc 12.2.0 and clang 14.0.6 apply a #pragma pack that stands between the members of a struct differently.
#
# Seen on x86_64, for { char, #pragma pack(1), long }: gcc packs the whole struct, 9 bytes, since it takes what is in
# force at the closing brace; clang takes what is in force at the opening one, 16 bytes. Reset to the default between the
# members, it is the other way round. Neither warns. One would have guessed that the pragma counts from where it stands,
# or that two compilers of one ABI agree.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if either compiler answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q cpp-12=12.2.0-14+deb12u1 clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
gcc() { usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet -fsyntax-only -Wall -Werror "$@"; }
clang() { usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -fsyntax-only -Wall -Werror "$@"; }

cat >pack.c <<'C'
struct packed_late {
  char first;
#pragma pack(1)
  long second;
};
struct reset_late {
  char first;
#pragma pack()
  long second;
};
_Static_assert(sizeof(struct packed_late) == LATE && sizeof(struct reset_late) == RESET, "other sizes");
C
gcc -DLATE=9 -DRESET=16 pack.c || { echo "gcc no longer takes the pragma in force at the closing brace"; exit 1; }
clang -DLATE=16 -DRESET=9 pack.c || { echo "clang no longer takes the pragma in force at the opening brace"; exit 1; }
echo "{ char; #pragma pack(1); long; }: gcc 12.2.0 has 9 bytes, clang 14.0.6 has 16"
