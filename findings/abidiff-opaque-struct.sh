#!/usr/bin/env bash
# abidiff 2.2 counts a struct that became opaque as harmless: nothing is reported, and the exit code is 0.
#
# Seen: a library whose function takes struct s *, compiled once with the struct complete and once with its declaration
# alone: "0 Changed (1 filtered out)". Only --harmless names it, "was a defined type and is now a declaration-only type",
# and exits with 4; --leaf-changes-only does not even count it. Every extension that reads a member breaks. One would have
# guessed that what leaves no size and no offset is the largest change that a struct can have.
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

echo 'struct s { int count; void *items; }; int is_set(struct s *p) { return p != 0 && p->count; }' >complete.c
echo 'struct s; int is_set(struct s *p) { return p != 0; }' >opaque.c
for side in complete opaque; do
  usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -g -fPIC -c $side.c
  usr/lib/llvm-14/bin/ld.lld -shared -o $side.so $side.o
done

usr/bin/abidiff complete.so opaque.so >report || { echo "abidiff now fails"; exit 1; }
grep -q '0 Changed (1 filtered out)' report || { echo "abidiff no longer filters it out"; exit 1; }
usr/bin/abidiff --leaf-changes-only complete.so opaque.so >report || { echo "abidiff now fails by leaf"; exit 1; }
grep -q '0 leaf type changed' report || { echo "abidiff now counts the type"; exit 1; }
code=0
usr/bin/abidiff --harmless complete.so opaque.so >report || code=$?
{ [[ $code == 4 ]] && grep -q 'is now a declaration-only type' report; } || { echo "--harmless no longer names it"; exit 1; }
echo "abidiff 2.2, complete struct to opaque: exit code 0, 1 filtered out"
