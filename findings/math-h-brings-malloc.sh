#!/usr/bin/env bash
# <math.h> declares malloc in C++, with libstdc++ 12.2.0 and libc++ 14.0.6, and does not in C with the same glibc.
#
# Seen: both libraries put a math.h of their own before glibc's, for the overloads of abs, and include <stdlib.h> from it.
# A source that relies on Python.h for malloc, free or getenv still compiles as C++ and fails as C where Python.h does not
# bring it, as for the limited API of 3.11. <string.h>, which libc++ wraps as well, brings none of them. One would have guessed
# that a C header has the same names in both languages, or those and overloads.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if a library answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 libclang-common-14-dev=1:14.0.6-12 \
  libstdc++-12-dev=12.2.0-14+deb12u1 libgcc-12-dev=12.2.0-14+deb12u1 libc++-14-dev=1:14.0.6-12 libc6-dev linux-libc-dev \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
clang() { usr/lib/llvm-14/bin/clang -fsyntax-only --sysroot="$PWD" -Werror=implicit-function-declaration "$@" 2>/dev/null; }

for header in math string; do
  printf '#include <%s.h>\nvoid release(void *memory) { free(memory); }\n' $header >$header.c
done
in_c() { clang -x c "$@"; }
with_libstdcxx() { clang -x c++ -nostdinc++ -isystem usr/include/c++/12 -isystem usr/include/x86_64-linux-gnu/c++/12 "$@"; }
with_libcxx() { clang -x c++ -nostdinc++ -isystem usr/lib/llvm-14/include/c++/v1 "$@"; }

in_c -include stdlib.h math.c || { echo "nothing compiles"; exit 1; }
in_c math.c && { echo "glibc's math.h now declares free"; exit 1; }
for compile in with_libstdcxx with_libcxx; do
  $compile math.c || { echo "$compile: math.h no longer declares free"; exit 1; }
  $compile string.c && { echo "$compile: string.h now declares free"; exit 1; }
done
echo "#include <math.h>: no free() in C with glibc, but in C++ with libstdc++ 12.2.0 and libc++ 14.0.6"
