#!/usr/bin/env bash
# __BIGGEST_ALIGNMENT__ follows -mavx and -mavx512f in gcc 12.2.0, and neither in clang 14.0.6.
#
# Seen: it is 16, 32 and 64 for gcc, so that a header that aligns a member by it gives another layout to each extension
# that is compiled for a newer processor; clang always has 16. __attribute__((aligned)) without a number is 16 for
# both, whatever the options. One would have guessed that flags which choose instructions leave layouts alone.
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

cat >aligned.c <<'C'
struct by_macro { char first; char second __attribute__((aligned(__BIGGEST_ALIGNMENT__))); };
struct by_default { char first; char second __attribute__((aligned)); };
_Static_assert(__builtin_offsetof(struct by_macro, second) == OFFSET, "another offset");
_Static_assert(__builtin_offsetof(struct by_default, second) == 16, "another offset without a number");
C
takes() { "$1" -DOFFSET=16 aligned.c && "$1" -mavx -DOFFSET="$2" aligned.c && "$1" -mavx512f -DOFFSET="$3" aligned.c; }
takes gcc 32 64 || { echo "gcc no longer follows the options"; exit 1; }
takes clang 16 16 || { echo "clang no longer has 16"; exit 1; }
echo "__BIGGEST_ALIGNMENT__ with -mavx512f: 64 for gcc 12.2.0, 16 for clang 14.0.6; aligned without a number: 16"
