#!/usr/bin/env bash
# ctypes of CPython 3.11.2 lays out bit-fields by rules of its own, in both directions from the compiler's.
#
# Seen on x86_64 Linux: { int first; char second; int third : 16; } has 8 bytes for clang and 12 for ctypes, which never puts
# bits into the padding behind a plain member. { long long first : 15; int second : 31; char third : 4; } has 16 for clang
# and 8 for ctypes, which lets a bit-field of one type go on in the unit of another. No error, no warning. One would have
# guessed that a library whose structs are handed to C has C's layouts, or refuses what it does not know.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if ctypes or clang answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q python3.11-minimal=3.11.2-6+deb12u9 libpython3.11-minimal=3.11.2-6+deb12u9 \
  libpython3.11-stdlib=3.11.2-6+deb12u9 libexpat1 \
  clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

cat >bits.c <<'C'
struct behind { int first; char second; int third : 16; };
struct mixed { long long first : 15; int second : 31; char third : 4; };
_Static_assert(sizeof(struct behind) == 8 && sizeof(struct mixed) == 16, "other sizes");
C
cat >bits.py <<'P'
from ctypes import Structure, c_byte, c_int, c_longlong, sizeof


class Behind(Structure):
    _fields_ = [("first", c_int), ("second", c_byte), ("third", c_int, 16)]


class Mixed(Structure):
    _fields_ = [("first", c_longlong, 15), ("second", c_int, 31), ("third", c_byte, 4)]


print(sizeof(Behind), sizeof(Mixed))
P
usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -fsyntax-only bits.c || { echo "clang has other sizes"; exit 1; }
sizes=$(usr/bin/python3.11 -I bits.py)
[[ $sizes == '12 8' ]] || { echo "ctypes now has $sizes"; exit 1; }
echo "ctypes of CPython 3.11.2 has 12 and 8 bytes for structs with bit-fields that C has in 8 and 16"
