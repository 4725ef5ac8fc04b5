#!/usr/bin/env bash
# pycparser 2.21 writes one anonymous struct with two names out as two structs: typedef struct { … } T, *P; is no more.
#
# Seen: parsed and generated anew, it becomes typedef struct { … } T; typedef struct { … } *P;. Both compile, but P is no
# longer a pointer to T, and a compiler refuses P p = &t where the original is right; a comparison of the two texts finds two
# types. With a tag, the struct is defined twice, which does not compile at all. One would have guessed that generating C
# from an unchanged tree keeps what the declarations mean.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if pycparser or clang answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q python3-pycparser=2.21-1 python3-ply=3.11-5 \
  python3.11-minimal=3.11.2-6+deb12u9 libpython3.11-minimal=3.11.2-6+deb12u9 libpython3.11-stdlib=3.11.2-6+deb12u9 libexpat1 \
  clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib
export PYTHONPATH=$PWD/usr/lib/python3/dist-packages

cat >anonymous.c <<'C'
typedef struct { int value; } Box, *BoxPointer;
Box box;
BoxPointer pointer = &box;
C
echo 'typedef struct box { int value; } Box, *BoxPointer;' >tagged.c
cat >generate.py <<'P'
from pathlib import Path

from pycparser.c_generator import CGenerator
from pycparser.c_parser import CParser

for name in ("anonymous", "tagged"):
    tree = CParser().parse(Path(f"{name}.c").read_text())
    Path(f"{name}-generated.c").write_text(CGenerator().visit(tree))
P
usr/bin/python3.11 -s generate.py
compiles() { usr/lib/llvm-14/bin/clang -target x86_64-linux-gnu -fsyntax-only -Werror=incompatible-pointer-types "$1"; }
for name in anonymous tagged; do
  compiles $name.c || { echo "$name.c does not compile"; exit 1; }
  ! compiles $name-generated.c 2>$name-errors || { echo "$name-generated.c now compiles"; exit 1; }
done
grep -q 'incompatible pointer' anonymous-errors || { echo "the anonymous struct has another error"; exit 1; }
grep -q 'redefinition' tagged-errors || { echo "the tagged struct has another error"; exit 1; }
echo "pycparser 2.21: typedef struct { … } Box, *BoxPointer; comes back as two structs, and BoxPointer p = &box is refused"
