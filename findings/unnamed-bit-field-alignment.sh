#!/usr/bin/env bash
# An unnamed bit-field aligns its struct on Linux for Arm, and does not on x86_64, nor on Apple's arm64.
#
# Seen: { char; int : 4; char; } has 3 bytes on x86_64, s390x, ppc64le, riscv64 and macOS for arm64, and 4, aligned to 4,
# on aarch64 and armhf; with int : 0 it is 5 bytes against 8. gcc 12.2.0 and clang 14.0.6 agree on each of them. The C
# standard gives such padding no name and no value, so that one would have guessed that it cannot align anything either,
# and that two arm64 platforms have one rule.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if a compiler answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 cpp-12=12.2.0-14+deb12u1 \
  cpp-12-aarch64-linux-gnu=12.2.0-14cross1 cpp-12-arm-linux-gnueabihf=12.2.0-14cross1 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

cat >unnamed.c <<'C'
struct padded { char first; int : 4; char second; };
struct split { char first; int : 0; char second; };
_Static_assert(sizeof(struct padded) == PADDED && sizeof(struct split) == SPLIT, "other sizes");
_Static_assert(_Alignof(struct padded) == ALIGNMENT && _Alignof(struct split) == ALIGNMENT, "another alignment");
C
gcc() { usr/lib/"$1"/12/cc1 -quiet -fsyntax-only "${@:2}" unnamed.c || { echo "gcc differs: $*"; exit 1; }; }
clang() { usr/lib/llvm-14/bin/clang -fsyntax-only -target "$@" unnamed.c || { echo "clang differs: $*"; exit 1; }; }
free=(-DPADDED=3 -DSPLIT=5 -DALIGNMENT=1)
aligned=(-DPADDED=4 -DSPLIT=8 -DALIGNMENT=4)

gcc gcc/x86_64-linux-gnu "${free[@]}"
gcc gcc-cross/aarch64-linux-gnu "${aligned[@]}"
gcc gcc-cross/arm-linux-gnueabihf "${aligned[@]}"
for target in x86_64-linux-gnu s390x-linux-gnu powerpc64le-linux-gnu riscv64-linux-gnu arm64-apple-macos11; do
  clang $target "${free[@]}"
done
clang aarch64-linux-gnu "${aligned[@]}"
clang arm-linux-gnueabihf "${aligned[@]}"
echo "{ char; int : 4; char; }: 3 bytes on x86_64 and Apple's arm64, 4 on Linux for arm64"
