#!/usr/bin/env bash
# _Atomic changes the size of a struct for clang 14.0.6, and does not for gcc 12.2.0.
#
# Seen: _Atomic of a struct of three chars has 3 bytes for gcc and 4, aligned to 4, for clang, which rounds up to a size
# that the processor can exchange at once; so on x86_64 and aarch64. One would have guessed that _Atomic leaves a layout
# alone, or changes it by a rule of the ABI.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if either compiler answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  cpp-12=12.2.0-14+deb12u1 cpp-12-aarch64-linux-gnu=12.2.0-14cross1 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

cat >rgb.c <<'C'
struct rgb { char red, green, blue; };
_Static_assert(sizeof(_Atomic(struct rgb)) == SIZE && _Alignof(_Atomic(struct rgb)) == ALIGNMENT, "another layout");
C
gcc() { local folder=$1; shift; usr/lib/"$folder"/12/cc1 -quiet -fsyntax-only "$@"; }
clang() { usr/lib/llvm-14/bin/clang -fsyntax-only -target "$@"; }

for folders in gcc/x86_64-linux-gnu gcc-cross/aarch64-linux-gnu; do
  gcc $folders -DSIZE=3 -DALIGNMENT=1 rgb.c || { echo "gcc no longer has 3 bytes"; exit 1; }
  clang "${folders#*/}" -DSIZE=4 -DALIGNMENT=4 rgb.c || { echo "clang no longer has 4 bytes"; exit 1; }
done
echo "_Atomic(struct { char[3] }): gcc 12.2.0 has 3 bytes, clang 14.0.6 has 4"
