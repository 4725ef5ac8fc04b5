#!/usr/bin/env bash
# bindgen 0.60.1 turns a struct that is packed and aligned to 4 into repr(packed(4)), which is not packed.
#
# Seen: { char kind; int value; } with both attributes has value at 1 and 8 bytes in C. The Rust struct is repr(C,
# packed(4)), where an int stands at 4; the size is 8 as well, so that a check of sizes passes. The layout test that bindgen
# writes next to it wants value at 1 and would fail; with --no-layout-tests nothing does. One would have guessed
# packed with the alignment around it, or an opaque blob, as Rust cannot have both on one struct.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if bindgen answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q bindgen=0.60.1-2+b2 libclang1-14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
export LIBCLANG_PATH=$PWD/usr/lib/llvm-14/lib

echo 'struct packed { char kind; int value; } __attribute__((packed, aligned(4)));' >packed.h
usr/bin/bindgen packed.h -o packed.rs -- -target x86_64-linux-gnu
grep -q '#\[repr(C, packed(4))\]' packed.rs || { echo "bindgen no longer writes packed(4)"; exit 1; }
grep -qF 'pub value: ::std::os::raw::c_int,' packed.rs || { echo "bindgen no longer has a plain member"; exit 1; }
# What the layout test wants of the member.
grep -A2 -F '(*ptr).value' packed.rs | grep -q '1usize' || { echo "the layout test no longer wants 1"; exit 1; }
echo "bindgen 0.60.1, packed and aligned(4): repr(packed(4)), which puts the int at 4; its own test wants 1"
