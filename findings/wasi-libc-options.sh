#!/usr/bin/env bash
# wasi-libc's headers claim threads that have no header, and declare semaphores that nothing defines.
#
# Seen with Debian's wasi-libc of 2022-05-10: unistd.h defines _POSIX_THREADS, and pthread.h is not there. semaphore.h is
# there and declares sem_timedwait; _POSIX_SEMAPHORES is not defined, and libc.a has no sem_timedwait. CPython's
# pycore_pythread.h asks for _POSIX_SEMAPHORES to lay out its lock. One would have guessed that an option is defined where
# its header is, and only there.
#
# Runs on Debian 12, amd64, with network access to Debian's packages. Fails if the package answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q wasi-libc='0.0~git20220510.9886d3d-2' clang-14=1:14.0.6-12 llvm-14=1:14.0.6-12 \
  libclang-cpp14=1:14.0.6-12 libclang-common-14-dev=1:14.0.6-12 libllvm14=1:14.0.6-12 libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 \
  liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
bin=$PWD/usr/lib/llvm-14/bin
libraries=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
run() { LD_LIBRARY_PATH=$libraries "$bin/$1" "${@:2}"; }

include=usr/include/wasm32-wasi
echo '#include <unistd.h>' |
  run clang --target=wasm32-wasi -nostdlibinc -isystem "$include" -E -dM -x c - >macros
grep -q 'define _POSIX_THREADS ' macros || { echo "_POSIX_THREADS is not defined any more"; exit 1; }
[[ ! -e $include/pthread.h ]] || { echo "pthread.h is there now"; exit 1; }
if grep -q 'define _POSIX_SEMAPHORES ' macros; then echo "_POSIX_SEMAPHORES is defined now"; exit 1; fi
grep -q 'sem_timedwait(' "$include/semaphore.h" || { echo "semaphore.h declares no sem_timedwait any more"; exit 1; }
run llvm-nm --defined-only usr/lib/wasm32-wasi/libc.a >symbols 2>/dev/null
grep -q ' T printf$' symbols
if grep -q ' sem_timedwait$' symbols; then echo "libc.a defines sem_timedwait now"; exit 1; fi
echo "wasi-libc (2022-05-10): _POSIX_THREADS without pthread.h; semaphore.h without _POSIX_SEMAPHORES and without its functions"
