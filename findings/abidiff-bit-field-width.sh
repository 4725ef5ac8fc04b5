#!/usr/bin/env bash
# abidiff 2.2 takes two structs for equal that differ in the width of a bit-field, or in alignment alone.
#
# Seen: with full debug data on both sides { unsigned a : 3; unsigned b : 5; } and { … unsigned b : 29; } compare without
# a word and with exit code 0, and so does a struct of two ints before and after it is aligned to 8. What moves an offset
# or a size is reported, as two bit-fields whose border moves. One would have guessed that all that DWARF says of a member is
# compared, the width above all.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if abidiff answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q abigail-tools=2.2-2 libabigail0=2.2-2 libdw1=0.188-2.1 libelf1=0.188-2.1 \
  clang-14=1:14.0.6-12 lld-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 libbz2-1.0 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

# The exit code of abidiff for a struct before and after.
compare() {
  local side
  for side in old new; do
    echo "$1; int first(struct s *p) { return p->a; }" >$side.c
    usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -g -fPIC -c $side.c
    usr/lib/llvm-14/bin/ld.lld -shared -o $side.so $side.o
    shift
  done
  usr/bin/abidiff old.so new.so >report && echo 0 || echo $?
}

bits='struct s { unsigned a : 3; unsigned b : 5; }'
[[ $(compare "$bits" 'struct s { unsigned a : 3; unsigned b : 29; }') == 0 && ! -s report ]] ||
  { echo "abidiff now sees the width"; exit 1; }
[[ $(compare 'struct s { int a, b; }' 'struct s { int a, b; } __attribute__((aligned(8)))') == 0 && ! -s report ]] ||
  { echo "abidiff now sees the alignment"; exit 1; }
[[ $(compare "$bits" 'struct s { unsigned a : 4; unsigned b : 4; }') == 4 ]] ||
  { echo "abidiff no longer sees a border that moves"; exit 1; }
echo "abidiff 2.2: a bit-field of 5 bits and of 29, an alignment of 4 and of 8: no change"
