#!/usr/bin/env bash
# castxml 0.5.1 with a cross gcc for ppc64le describes va_list as x86_64's.
#
# Seen: with --castxml-cc-gnu-c powerpc64le-linux-gnu-gcc castxml takes gcc's predefined macros and include folders, and
# not its target: the parameter of a function that takes a va_list is a pointer to struct __va_list_tag, the type of
# x86_64. On ppc64le va_list is char *. With the target named as well (-target), the parameter is char *. One would have
# guessed that the compiler to imitate says which machine the declarations are for, as it does for aarch64 and i686.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if castxml says something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q castxml=0.5.1-1 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libclang-common-14-dev=1:14.0.6-12 \
  gcc-12-powerpc64le-linux-gnu=12.2.0-14cross1 cpp-12-powerpc64le-linux-gnu=12.2.0-14cross1 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libisl23 libmpc3 libmpfr6 libgmp10 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

echo 'void log_all(const char *format, __builtin_va_list arguments);' >log.c
describe() {
  usr/bin/castxml --castxml-output=1 --castxml-cc-gnu-c "$PWD/usr/bin/powerpc64le-linux-gnu-gcc-12" "$@" log.c -o log.xml
}

describe
grep -q 'Struct .*name="__va_list_tag"' log.xml || { echo "castxml no longer has x86_64's va_list"; exit 1; }
describe -target powerpc64le-linux-gnu
! grep -q '__va_list_tag' log.xml || { echo "naming the target no longer helps"; exit 1; }
echo "castxml 0.5.1 imitating gcc for ppc64le: va_list is struct __va_list_tag[1], unless -target names the machine"
