#!/usr/bin/env bash
# An extension module without section headers loads, and nm, objdump -T and readelf --dyn-syms (2.40) find no symbols in it.
#
# Seen: after llvm-objcopy --strip-sections, which makes modules smaller and which the loader does not mind, the dynamic
# symbols are still there, and readelf -D -s, which starts from the program headers, lists them. nm -D says "no symbols"
# and exits with 0, readelf --dyn-syms and llvm-nm -D likewise; objdump -T alone exits with 1. One would have guessed that
# "dynamic symbols" means what the loader reads, and that a list of imports which is empty means that there are none.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if a tool answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q binutils-x86-64-linux-gnu=2.40-2 libbinutils=2.40-2 libctf0=2.40-2 libctf-nobfd0=2.40-2 libjansson4 \
  clang-14=1:14.0.6-12 lld-14=1:14.0.6-12 llvm-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  python3.11-minimal=3.11.2-6+deb12u9 libpython3.11-minimal=3.11.2-6+deb12u9 libexpat1 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
export PATH=$PWD/usr/bin:$PATH

cat >answer.c <<'C'
typedef struct PyObject PyObject;
struct PyObject { long refcount; PyObject *type; };
struct definition {
  PyObject base; void *init; long index; void *copy;
  const char *name, *doc; long size; void *methods, *slots, *traverse, *clear, *free;
} definition = {{1, 0}, 0, 0, 0, "answer", 0, -1};
PyObject *PyModule_Create2(struct definition *, int);
PyObject *PyInit_answer(void) { return PyModule_Create2(&definition, 1013); }
C
clang-14 -target x86_64-linux-gnu -fPIC -c answer.c
ld.lld-14 -shared -o answer.so answer.o
llvm-objcopy-14 --strip-sections answer.so stripped.so
x86_64-linux-gnu-nm -D answer.so | grep -qw PyModule_Create2 || { echo "nm finds nothing before"; exit 1; }

mkdir modules
cp stripped.so modules/answer.so
python3.11 -I -S -c 'import sys; sys.path.insert(0, "modules"); import answer' || { echo "it does not load"; exit 1; }
x86_64-linux-gnu-readelf -W -D -s stripped.so | grep -qw PyModule_Create2 || { echo "readelf -D no longer finds it"; exit 1; }
for tool in 'x86_64-linux-gnu-nm -D' 'x86_64-linux-gnu-readelf -W --dyn-syms' 'llvm-nm-14 -D'; do
  $tool stripped.so >symbols 2>&1 || { echo "$tool now fails"; exit 1; }
  ! grep -qw PyModule_Create2 symbols || { echo "$tool now finds it"; exit 1; }
done
! x86_64-linux-gnu-objdump -T stripped.so >symbols 2>&1 || { echo "objdump -T no longer fails"; exit 1; }
echo "a module without section headers: Python imports it, nm -D, readelf --dyn-syms and llvm-nm -D list nothing and exit with 0"
