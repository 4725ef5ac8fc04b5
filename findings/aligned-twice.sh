#!/usr/bin/env bash
# Of two alignments of one type, gcc 12.2.0 takes one by its place and clang 14.0.6 the strictest.
#
# Seen on x86_64: struct __attribute__((aligned(8))) s { int x; } __attribute__((aligned(4))) has 4 bytes for gcc, which
# goes by the last attribute, and 8 for clang. In a typedef gcc goes by the one before the type, so that aligned(8) in
# front of int and aligned(16) behind the name give 8, where clang has 16. Of two attributes on a member both compilers
# take the strictest. One would have guessed that the rule for members, which is C's for _Alignas, holds for types.
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
gcc() { usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet -fsyntax-only "$@"; }
clang() { usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -fsyntax-only "$@"; }

cat >twice.c <<'C'
struct __attribute__((aligned(8))) record { int x; } __attribute__((aligned(4)));
typedef __attribute__((aligned(8))) int word __attribute__((aligned(16)));
struct member { int x __attribute__((aligned(8), aligned(4))); };
_Static_assert(sizeof(struct record) == RECORD, "another size of the struct");
_Static_assert(_Alignof(word) == WORD, "another alignment of the typedef");
_Static_assert(sizeof(struct member) == 8, "another size where the member has both");
C
gcc -DRECORD=4 -DWORD=8 twice.c || { echo "gcc no longer goes by the place"; exit 1; }
clang -DRECORD=8 -DWORD=16 twice.c || { echo "clang no longer takes the strictest"; exit 1; }
echo "two alignments of a struct and of a typedef: gcc 12.2.0 has 4 and 8 where clang 14.0.6 has 8 and 16"
