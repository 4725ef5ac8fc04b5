#!/usr/bin/env bash
# clang 14.0.6 for arm-none-eabi is no stand-in for gcc 12.2.1: enums have 4 bytes instead of 1, int32_t is another type.
#
# Seen: on the target of microcontroller Pythons, gcc gives an enum the smallest type that holds it, as the embedded
# variant of Arm's ABI has it, and defines int32_t as long and uint32_t as unsigned long; clang has int for both and for
# the enum. { enum; char; } has 2 bytes against 8, and a pointer to int is an int32_t * for one of them alone. One would
# have guessed that the same triple means the same ABI, as it does where the system is Linux.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if either compiler answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 gcc-arm-none-eabi=15:12.2.rel1-1 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

cat >target.c <<'C'
enum kind { NONE, SOME };
struct tagged { enum kind kind; char value; };
_Static_assert(sizeof(struct tagged) == SIZE, "another size");
_Static_assert(_Generic((__INT32_TYPE__)0, INT32: 1, default: 0), "another int32_t");
_Static_assert(_Generic((__UINT32_TYPE__)0, unsigned INT32: 1, default: 0), "another uint32_t");
C
usr/lib/gcc/arm-none-eabi/12.2.1/cc1 -quiet -fsyntax-only -DSIZE=2 -DINT32=long target.c ||
  { echo "gcc no longer has short enums and long for int32_t"; exit 1; }
usr/lib/llvm-14/bin/clang -target arm-none-eabi -fsyntax-only -DSIZE=8 -DINT32=int target.c ||
  { echo "clang no longer has enums of 4 bytes and int for int32_t"; exit 1; }
echo "arm-none-eabi, { enum; char; }: gcc 12.2.1 has 2 bytes, clang 14.0.6 has 8; int32_t is long for one, int for the other"
