#!/usr/bin/env bash
# gcc 12.2.0 for i686 forgets the alignment of an _Atomic long long that is the only member of a struct.
#
# Seen: behind a char, an _Atomic long long stands at 8, as it must to be exchanged at once. Wrapped into a struct of its
# own, as headers do for the sake of type checks, it stands at 4; with a second member in the wrapper at 8 again, and
# likewise a plain long long that is aligned to 8 by attribute. clang 14.0.6 has 8 for all of them. One would have guessed
# that a struct is aligned as its strictest member.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if either compiler answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  cpp-12-i686-linux-gnu=12.2.0-14cross1 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

cat >wrapped.c <<'C'
struct bare { char first; _Atomic long long value; };
struct alone { _Atomic long long value; };
struct wrapped { char first; struct alone second; };
struct with_more { _Atomic long long value; int more; };
struct wrapped_with_more { char first; struct with_more second; };
struct attributed { long long value __attribute__((aligned(8))); };
struct wrapped_attributed { char first; struct attributed second; };
#define AT(offset, type, member) _Static_assert(__builtin_offsetof(struct type, member) == offset, "another offset")
AT(8, bare, value);
AT(OFFSET, wrapped, second);
AT(8, wrapped_with_more, second);
AT(8, wrapped_attributed, second);
C
usr/lib/gcc-cross/i686-linux-gnu/12/cc1 -quiet -fsyntax-only -Wno-psabi -DOFFSET=4 wrapped.c ||
  { echo "gcc no longer has 4"; exit 1; }
usr/lib/llvm-14/bin/clang -target i686-linux-gnu -fsyntax-only -DOFFSET=8 wrapped.c || { echo "clang no longer has 8"; exit 1; }
echo "i686, { char; struct { _Atomic long long; }; }: gcc 12.2.0 has the struct at 4, clang 14.0.6 at 8"
