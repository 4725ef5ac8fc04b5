#!/usr/bin/env bash
# An empty struct in C has 4 bytes for clang 14.0.6 where the target is Microsoft's, and none elsewhere.
#
# Seen: struct {} has no bytes on Linux and on windows-gnu, 4 on windows-msvc, and 1 in C++ on each of them. As a member
# it pushes what follows: { struct {}; char; } has 1 byte on Linux and 5 on windows-msvc; the same for a struct that
# holds nothing but an array of length 0. One would have guessed 0 as in GNU C, or 1 as in C++.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if clang answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

cat >empty.c <<'C'
#ifdef __cplusplus
#define _Static_assert static_assert
#endif
struct empty {};
struct zero { char data[0]; };
struct holder { struct empty marker; char value; };
_Static_assert(sizeof(struct empty) == EMPTY && sizeof(struct zero) == ZERO && sizeof(struct holder) == HOLDER, "other sizes");
C
sizes() { usr/lib/llvm-14/bin/clang -fsyntax-only -target "$1" -x "$2" -DEMPTY="$3" -DZERO="$4" -DHOLDER="$5" empty.c; }
sizes x86_64-linux-gnu c 0 0 1 || { echo "Linux no longer has 0"; exit 1; }
sizes x86_64-w64-windows-gnu c 0 0 1 || { echo "windows-gnu no longer has 0"; exit 1; }
sizes x86_64-pc-windows-msvc c 4 4 5 || { echo "windows-msvc no longer has 4"; exit 1; }
sizes x86_64-pc-windows-msvc c++ 1 1 2 || { echo "windows-msvc no longer has 1 in C++"; exit 1; }
echo "struct {} in C: 4 bytes for clang 14.0.6 on windows-msvc, none on windows-gnu and Linux"
