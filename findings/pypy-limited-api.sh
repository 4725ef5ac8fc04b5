#!/usr/bin/env bash
# PyPy 7.3.11's headers do not hide structs under Py_LIMITED_API, and rename most of the API, but not all of it.
#
# Seen: with Py_LIMITED_API a module still reads tp_basicsize, as if nothing was defined. PyObject_Str is imported as
# PyPyObject_Str; PyList_Check, which under Py_LIMITED_API calls PyType_GetFlags, imports that name as CPython has it.
# libpypy3.9-c.so exports more than ten such names next to hundreds of PyPy…. An object has 24 bytes with its type at 16,
# for CPython 16 and 8, while PY_VERSION says 3.9.16. One would have guessed that the limited API is the part that both
# share, and that a name is renamed always or never.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if PyPy answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q pypy3=7.3.11+dfsg-2+deb12u3 pypy3-dev=7.3.11+dfsg-2+deb12u3 \
  clang-14=1:14.0.6-12 llvm-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 libclang-common-14-dev=1:14.0.6-12 \
  libc6-dev linux-libc-dev \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
clang() { usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu --sysroot="$PWD" -Iusr/include/pypy3.9 -O2 "$@"; }
undefined() { usr/lib/llvm-14/bin/llvm-nm --undefined-only "$1" | awk '{ print $2 }' | paste -sd ' '; }

cat >module.c <<'C'
#include <Python.h>
_Static_assert(sizeof(PyObject) == 24 && offsetof(PyObject, ob_type) == 16, "another layout");
PyObject *text(PyObject *object) { return PyObject_Str(object); }
int is_list(PyObject *object) { return PyList_Check(object); }
Py_ssize_t size(PyTypeObject *type) { return type->tp_basicsize; }
C
clang -include stddef.h -c module.c -o module.o
clang -include stddef.h -DPy_LIMITED_API=0x03090000 -c module.c -o limited.o || { echo "the limited API now hides members"; exit 1; }
[[ $(undefined module.o) == 'PyPyObject_Str' ]] || { echo "a module now imports $(undefined module.o)"; exit 1; }
[[ $(undefined limited.o) == 'PyPyObject_Str PyType_GetFlags' ]] || { echo "a limited module now imports $(undefined limited.o)"; exit 1; }

usr/lib/llvm-14/bin/llvm-nm -D --defined-only usr/lib/x86_64-linux-gnu/libpypy3.9-c.so | awk '{ print $3 }' >exports
kept=$(grep -E '^Py[A-Z]' exports | grep -vc '^PyPy')
renamed=$(grep -c '^PyPy' exports)
((kept > 10 && renamed > 500)) || { echo "libpypy now has $kept names of CPython's and $renamed of its own"; exit 1; }
echo "PyPy 7.3.11: limited API shows tp_basicsize; imports are PyPyObject_Str and PyType_GetFlags; $kept names kept, $renamed renamed"
