#!/usr/bin/env bash
# The pyconfig.h of Debian's libpython3.11-dev 3.11.2 defines nothing, and an option for floating point picks another one.
#
# Seen: the header in /usr/include/python3.11, where python3-config points, has not one #define; it looks at the
# compiler's macros and includes <TRIPLET/python3.11/pyconfig.h>. A tool that reads macros from the file finds none. With
# -mfloat-abi=hard a compiler for Arm is sent to arm-linux-gnueabihf, without to arm-linux-gnueabi, which another package
# of another architecture would have; for WebAssembly it stops with #error. One would have guessed that pyconfig.h is what
# configure wrote.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if the header or the compiler answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q libpython3.11-dev=3.11.2-6+deb12u9 \
  cpp-12=12.2.0-14+deb12u1 cpp-12-arm-linux-gnueabihf=12.2.0-14cross1 clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 \
  libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

header=usr/include/python3.11/pyconfig.h
! grep -qE '^ *# *define' $header || { echo "pyconfig.h now defines something"; exit 1; }
echo '_Static_assert(SIZEOF_LONG == 8, "another size");' >size.c
usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet -fsyntax-only -include $header -isystem usr/include size.c ||
  { echo "x86_64 no longer has its SIZEOF_LONG"; exit 1; }

# The file that a compiler looks for, and has not.
wants() { { "$@" $header 2>&1 || true; } | grep -oE '[a-z0-9_-]+/python3.11/pyconfig.h: No such|unknown multiarch location' || true; }
arm=(usr/lib/gcc-cross/arm-linux-gnueabihf/12/cc1 -quiet -fsyntax-only)
[[ $(wants "${arm[@]}" -mfloat-abi=hard -mfpu=vfpv3-d16) == arm-linux-gnueabihf/* ]] || { echo "hard: another file"; exit 1; }
[[ $(wants "${arm[@]}" -mfloat-abi=soft) == arm-linux-gnueabi/* ]] || { echo "soft: another file"; exit 1; }
[[ $(wants usr/lib/llvm-14/bin/clang -target wasm32 -fsyntax-only) == unknown* ]] || { echo "wasm32 now has a file"; exit 1; }
echo "Debian's pyconfig.h 3.11.2 defines nothing: compiler's macros pick one of another folder, -mfloat-abi=soft another"
