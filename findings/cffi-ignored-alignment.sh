#!/usr/bin/env bash
# cffi 1.15.1 reads _Alignas and #pragma pack in cdef() and computes the layout without them.
#
# Seen: a struct with _Alignas(16) on its only char has 1 byte instead of 16, and one after #pragma pack(1) has 8 instead of
# 5. Neither is refused or warned of, while __attribute__((packed)) is a syntax error. In ABI mode, where no compiler
# checks, members are then read from the wrong place; packed=True is the way to say it. One would have guessed that what a
# declaration parser accepts, and what changes offsets, is honoured or rejected.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if cffi or clang answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q python3-cffi=1.15.1-5 python3-cffi-backend=1.15.1-5+b1 python3-pycparser=2.21-1 python3-ply=3.11-5 \
  python3.11-minimal=3.11.2-6+deb12u9 libpython3.11-minimal=3.11.2-6+deb12u9 libpython3.11-stdlib=3.11.2-6+deb12u9 libexpat1 \
  clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
export PYTHONPATH=$PWD/usr/lib/python3/dist-packages

cat >aligned.h <<'C'
struct aligned { _Alignas(16) char value; };
#pragma pack(1)
struct packed { char kind; int value; };
C
{ cat aligned.h; echo '_Static_assert(sizeof(struct aligned) == 16 && sizeof(struct packed) == 5, "other sizes");'; } >sizes.c
usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -fsyntax-only sizes.c || { echo "clang has other sizes"; exit 1; }

cat >sizes.py <<'P'
from pathlib import Path

import cffi

ffi = cffi.FFI()
ffi.cdef(Path("aligned.h").read_text())
print(ffi.sizeof("struct aligned"), ffi.sizeof("struct packed"))
P
sizes=$(usr/bin/python3.11 -s -W error sizes.py)
[[ $sizes == '1 8' ]] || { echo "cffi now has $sizes"; exit 1; }
echo "cffi 1.15.1: _Alignas(16) char has 1 byte, { char; int; } after #pragma pack(1) has 8"
