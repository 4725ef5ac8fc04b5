#!/usr/bin/env bash
# bindgen 0.60.1 computes C macros in signed 64 bits, whatever their suffixes: constants for Rust with other values.
#
# Seen: (0xFFFFFFFFu + 1) becomes 4294967296 and is 0 in C; (0xFFFFFFFFFFFFFFFF >> 60) becomes -1 and is 15; (~0U) becomes
# i32 = -1 and is 4294967295. Types are chosen by the value, so that a macro 5ULL is a u32. Macros with sizeof or a cast are left
# out without a word. One would have guessed that constants come from libclang, which bindgen runs on for all else and
# which knows the right ones.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if bindgen answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q bindgen=0.60.1-2+b2 libclang1-14=1:14.0.6-12 \
  clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
export LIBCLANG_PATH=$PWD/usr/lib/llvm-14/lib

cat >flags.h <<'C'
#define NEXT (0xFFFFFFFFu + 1)
#define TOP (0xFFFFFFFFFFFFFFFF >> 60)
#define ALL (~0U)
#define LONG_SIZE sizeof(long)
#define BYTE ((unsigned char)3)
C
cat >values.c <<'C'
#include "flags.h"
_Static_assert(NEXT == 0 && TOP == 15 && ALL == 4294967295 && LONG_SIZE == 8 && BYTE == 3, "other values");
C
usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -fsyntax-only values.c || { echo "clang has other values"; exit 1; }
usr/bin/bindgen flags.h -o flags.rs -- -target x86_64-linux-gnu
for constant in 'NEXT: u64 = 4294967296' 'TOP: i32 = -1' 'ALL: i32 = -1'; do
  grep -q "pub const $constant;" flags.rs || { echo "bindgen no longer has $constant"; exit 1; }
done
! grep -qE 'LONG_SIZE|BYTE' flags.rs || { echo "bindgen now has LONG_SIZE or BYTE"; exit 1; }
echo "bindgen 0.60.1: (0xFFFFFFFFu + 1) is 4294967296 (C: 0), (0xFFFFFFFFFFFFFFFF >> 60) is -1 (C: 15), (~0U) is -1"
