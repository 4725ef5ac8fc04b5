#!/usr/bin/env bash
# gcc 12.2.0 for s390x prints only the lowest byte of a constant that inline assembly asks for as %c0.
#
# Seen: the way to get sizes and offsets out of a compiler that cannot be run, text with %c0 in it and sizeof as an "i"
# operand, gives 1600 on x86_64 and aarch64 for an array of 200 longs, and 64 on s390x: 1600 modulo 256. Small structs look
# right. %0 gives 1600 there. One would have guessed that the manual's generic modifier, a constant without punctuation,
# means one thing, or fails.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if gcc answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q cpp-12=12.2.0-14+deb12u1 cpp-12-aarch64-linux-gnu=12.2.0-14cross1 cpp-12-s390x-linux-gnu=12.2.0-14cross1 \
  libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu

cat >size.c <<'C'
void sizes(void) {
  __asm__("size is %c0" ::"i"(sizeof(long[200])));
  __asm__("plain is %0" ::"i"(sizeof(long[200])));
}
C
assembly() { usr/lib/"$1"/12/cc1 -quiet size.c -o -; }
assembly gcc/x86_64-linux-gnu | grep -qw 'size is 1600' || { echo "x86_64 no longer has 1600"; exit 1; }
assembly gcc-cross/aarch64-linux-gnu | grep -qw 'size is 1600' || { echo "aarch64 no longer has 1600"; exit 1; }
assembly gcc-cross/s390x-linux-gnu >s390x
grep -qw 'size is 64' s390x || { echo "s390x no longer has one byte of it"; exit 1; }
grep -qw 'plain is 1600' s390x || { echo "%0 no longer has 1600 on s390x"; exit 1; }
echo "sizeof(long[200]) as %c0: 1600 on x86_64 and aarch64, 64 on s390x (gcc 12.2.0)"
