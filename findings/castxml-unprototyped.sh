#!/usr/bin/env bash
# castxml 0.5.1 describes int f() as int f(void), and _Complex, vector and typeof types not at all, with exit code 0.
#
# Seen: a function without a prototype, which takes any arguments before C23, and one that takes none have the same element,
# without an <Ellipsis/> or a mark. The types are <Unimplemented type_class="Complex"/> and the like: no size, no alignment
# and no name, although double _Complex is C99 and clang has laid it out. One would have guessed that what a description
# leaves out makes it fail, or warn.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if castxml answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q castxml=0.5.1-1 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 libclang-common-14-dev=1:14.0.6-12 \
  libz3-4 libxml2 libicu72 libedit2 libbsd0 libmd0 libtinfo6 libffi8 liblzma5 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu:$PWD/usr/lib/llvm-14/lib

cat >types.c <<'C'
int anything();
int nothing(void);
double _Complex root;
int four __attribute__((vector_size(16)));
int same;
__typeof__(same) twin;
C
usr/bin/castxml --castxml-output=1 -target x86_64-linux-gnu types.c -o types.xml 2>errors || { echo "castxml now fails"; exit 1; }
[[ ! -s errors ]] || { echo "castxml now warns"; exit 1; }

# The element of a function without what says which one it is.
element() { grep "<Function [^>]*name=\"$1\"" types.xml | sed -E 's/ (id|name|line|location)="[^"]*"//g'; }
[[ -n $(element nothing) && $(element anything) == "$(element nothing)" ]] || { echo "castxml now has two elements for them"; exit 1; }
for class in Complex Vector TypeOfExpr; do
  grep -qE "<Unimplemented id=\"[^\"]*\" type_class=\"$class\"/>" types.xml || { echo "castxml now knows $class"; exit 1; }
done
echo "castxml 0.5.1: int f() and int f(void) are one; _Complex, vector and typeof types are Unimplemented, without a size"
