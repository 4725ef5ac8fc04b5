#!/usr/bin/env bash
# A WebAssembly side module imports a C API's variables, and functions whose address it takes, from modules of their own.
#
# Seen with clang and lld 14.0.6, which make what Emscripten and Pyodide load: a call of PyErr_SetString is the import
# env.PyErr_SetString, a function; PyExc_ValueError is GOT.mem.PyExc_ValueError and PyLong_FromLong, passed as a callback, is
# GOT.func.PyLong_FromLong, both globals of type i32. A list of what a module takes from env has no exception and no type
# object in it. llvm-nm says "no symbols". One would have guessed that all names come from env, functions as functions.
#
# Runs on Debian 12, amd64, with Node 20 and network access to Debian's packages. Fails if the linker answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q clang-14=1:14.0.6-12 lld-14=1:14.0.6-12 llvm-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
bin=$PWD/usr/lib/llvm-14/bin
libraries=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
run() { LD_LIBRARY_PATH=$libraries "$bin/$1" "${@:2}"; }

cat >module.c <<'C'
typedef struct object PyObject;
extern PyObject *PyExc_ValueError;
PyObject *PyLong_FromLong(long);
void PyErr_SetString(PyObject *, const char *);
typedef PyObject *(*converter)(long);
__attribute__((visibility("default"))) converter fail(void) {
  PyErr_SetString(PyExc_ValueError, "no");
  return PyLong_FromLong;
}
C
run clang --target=wasm32-unknown-emscripten -fPIC -O2 -c module.c -o module.o
run wasm-ld --experimental-pic -shared --no-entry --allow-undefined module.o -o module.wasm 2>warnings

cat >imports.cjs <<'J'
const side = new WebAssembly.Module(require("node:fs").readFileSync("module.wasm"));
for (const { module: from, name, kind } of WebAssembly.Module.imports(side))
  if (name.startsWith("Py")) console.log(`${from}.${name} ${kind}`);
J
node imports.cjs | LC_ALL=C sort >imports
printf '%s\n' 'GOT.func.PyLong_FromLong global' 'GOT.mem.PyExc_ValueError global' 'env.PyErr_SetString function' >expected
diff expected imports || { echo "the module has other imports"; exit 1; }
run llvm-nm module.wasm 2>&1 | grep -q 'no symbols' || { echo "llvm-nm now lists symbols"; exit 1; }
echo "side module (lld 14.0.6): env.PyErr_SetString is a function, GOT.mem.PyExc_ValueError and GOT.func.PyLong_FromLong are globals"
