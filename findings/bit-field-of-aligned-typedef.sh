#!/usr/bin/env bash
# gcc 12.2.0 and clang 14.0.6 place a bit-field differently whose type is a typedef with an alignment of its own.
#
# Seen on x86_64, with typedef char word __attribute__((aligned(4))): in { char first; word flags : 8; } gcc puts flags
# into the second byte and aligns the struct alone, 4 bytes; clang starts flags at the next multiple of 4, 8 bytes. In
# { char first : 4; word flag : 1; } it is gcc that has 8 bytes and clang that has 4. The same bits attributed on the
# member itself agree. One would have guessed that the ABI's rule for bit-fields covers both spellings.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if either compiler answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q cpp-12=12.2.0-14+deb12u1 clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
gcc() { usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet -fsyntax-only "$@"; }
clang() { usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -fsyntax-only "$@"; }

cat >flags.c <<'C'
typedef char word __attribute__((aligned(4)));
struct after_char { char first; word flags : 8; };
struct after_bits { char first : 4; word flag : 1; };
struct attributed { char first; char flags : 8 __attribute__((aligned(4))); };
_Static_assert(sizeof(struct after_char) == CHAR && sizeof(struct after_bits) == BITS, "other sizes");
_Static_assert(sizeof(struct attributed) == 8, "another size where the member has the attribute");
C
gcc -DCHAR=4 -DBITS=8 flags.c || { echo "gcc no longer has 4 and 8 bytes"; exit 1; }
clang -DCHAR=8 -DBITS=4 flags.c || { echo "clang no longer has 8 and 4 bytes"; exit 1; }
echo "bit-fields of a typedef aligned to 4: gcc 12.2.0 has 4 and 8 bytes where clang 14.0.6 has 8 and 4"
