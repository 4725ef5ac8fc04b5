#!/usr/bin/env bash
# Members that are aligned to less than their type are laid out by gcc for Windows, and not by clang for the same target.
#
# Seen for x86_64-w64-mingw32: behind a char, an int by a typedef that is aligned to 1 stands at 1 for gcc 12.2.0 and at 4
# for clang 14.0.6; a packed { char; int : 2; int; } has 9 bytes for gcc and 12 for clang, which keeps the alignment of
# the bit-field's type. Packed structs without bit-fields agree; on Linux clang takes both, 1 and 6 bytes. One would have
# guessed that clang's windows-gnu target, made to mix with gcc's objects, has gcc's layouts.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if either compiler answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  gcc-mingw-w64-x86-64-win32=12.2.0-14+deb12u1+25.2+b1 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
gcc() { usr/lib/gcc/x86_64-w64-mingw32/12-win32/cc1 -quiet -fsyntax-only "$@" lowered.c; }
clang() { usr/lib/llvm-14/bin/clang -fsyntax-only -target "$@" lowered.c; }

cat >lowered.c <<'C'
typedef int unaligned __attribute__((aligned(1)));
struct by_typedef { char first; unaligned second; };
struct with_bits { char first; int flags : 2; int second; } __attribute__((packed));
struct without_bits { char first; int second; } __attribute__((packed));
_Static_assert(__builtin_offsetof(struct by_typedef, second) == TYPEDEF, "another offset");
_Static_assert(sizeof(struct with_bits) == BITS, "another size with a bit-field");
_Static_assert(sizeof(struct without_bits) == 5, "another size without bit-fields");
C
gcc -DTYPEDEF=1 -DBITS=9 || { echo "gcc no longer has 1 and 9"; exit 1; }
clang x86_64-w64-windows-gnu -DTYPEDEF=4 -DBITS=12 || { echo "clang no longer has 4 and 12"; exit 1; }
clang x86_64-linux-gnu -DTYPEDEF=1 -DBITS=6 || { echo "clang for Linux no longer has 1 and 6"; exit 1; }
echo "x86_64-w64-mingw32: gcc 12.2.0 takes alignments below the type's, clang 14.0.6 does not where the ABI is Windows'"
