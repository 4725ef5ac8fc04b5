#!/usr/bin/env bash
# gcc 12.2.0 and clang 14.0.6 lay out __int128 differently on s390x.
#
# Seen: a struct of a char and an __int128 has 24 bytes for gcc, which aligns the type to 8 as the ELF ABI supplement
# of s390x aligns all types, and 32 bytes for clang 14, which aligns it to 16. A library that one compiled cannot be
# used with headers that the other reads. One would have guessed that two compilers for one ABI agree on a basic type,
# as they do on x86_64 and aarch64 (16 for both).
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if either compiler says something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  cpp-12-s390x-linux-gnu=12.2.0-14cross1 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

# Compiles where the size is the one given.
cat >sizes.c <<'C'
struct pair { char first; __int128 second; };
_Static_assert(sizeof(struct pair) == SIZE, "another size");
C
gcc_takes() { usr/lib/gcc-cross/s390x-linux-gnu/12/cc1 -quiet -fsyntax-only -DSIZE="$1" sizes.c 2>/dev/null; }
clang_takes() { usr/lib/llvm-14/bin/clang -target s390x-linux-gnu -fsyntax-only -DSIZE="$1" sizes.c 2>/dev/null; }

gcc_takes 24 || { echo "gcc no longer has 24 bytes"; exit 1; }
clang_takes 32 || { echo "clang no longer has 32 bytes"; exit 1; }
echo "struct { char; __int128; } on s390x: gcc 12.2.0 has 24 bytes, clang 14.0.6 has 32"
