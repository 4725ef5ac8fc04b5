#!/usr/bin/env bash
# castxml 0.5.1 leaves the alignment of a typedef out, though members of that type are placed by it.
#
# Seen: for `typedef struct node wide __attribute__((aligned(16)))` the <Typedef> has neither an align nor an attributes
# property, and the struct behind it says 32 bits. A <Field> of the type stands at bit 128, and its struct is aligned to
# 128. A struct with the attribute of its own has align="128". One would have guessed that what decides where members stand
# is in the description: who computes offsets from it gets 4 bytes here, not 16.
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
struct node { int number; };
typedef struct node wide __attribute__((aligned(16)));
struct holder { char first; wide second; };
struct own { int number; } __attribute__((aligned(16)));
C
usr/bin/castxml --castxml-output=1 -target x86_64-linux-gnu types.c -o types.xml

element() { grep "<$1 [^>]*name=\"$2\"" types.xml; }
[[ $(element Struct own) == *' align="128"'* ]] || { echo "castxml now tells no alignment of structs"; exit 1; }
[[ $(element Struct node) == *' align="32"'* ]] || { echo "castxml now aligns the struct behind the typedef"; exit 1; }
[[ $(element Field second) == *' offset="128"'* ]] || { echo "castxml now places the member elsewhere"; exit 1; }
[[ ! $(element Typedef wide) =~ align|attributes ]] || { echo "castxml now tells the alignment of a typedef"; exit 1; }
echo "castxml 0.5.1: a member at bit 128 is of a typedef without a word about alignment, over a struct aligned to 32"
