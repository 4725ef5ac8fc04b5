#!/usr/bin/env bash
# Universal Ctags 5.9.0 takes an export macro for the function's name where another macro stands before it.
#
# Seen, with prototypes and external variables asked for: EXPORT(int) first(void); gives "first". With a macro for
# deprecation before it, DEPRECATED(3.9) EXPORT(void) second(void);, it gives a prototype "EXPORT", and no "second".
# EXPORT(int) variable; gives nothing at all. Both macros are defined in the same file. Exuberant Ctags finds none of the
# three. One would have guessed that a tool which lists #define names does not list one as a function, or that it skips
# any number of them.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if ctags answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q universal-ctags=5.9.20210829.0-1 exuberant-ctags=1:5.9~svn20110310-18 \
  libjansson4 libseccomp2 libyaml-0-2 libxml2 libicu72 liblzma5 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu

cat >api.h <<'C'
#define EXPORT(type) extern __attribute__((visibility("default"))) type
#define DEPRECATED(version) __attribute__((deprecated))
EXPORT(int) first(void);
DEPRECATED(3.9) EXPORT(void) second(void);
EXPORT(int) variable;
C
tags() { "usr/bin/ctags-$1" --options=NONE --language-force=C --c-kinds=px -f - api.h 2>errors | grep -v '^!' | cut -f 1 | paste -sd ' '; }
[[ $(tags universal) == 'EXPORT first' ]] || { echo "Universal Ctags now finds: $(tags universal)"; exit 1; }
[[ -z $(tags exuberant) ]] || { echo "Exuberant Ctags now finds: $(tags exuberant)"; exit 1; }
echo "first(), second() and variable behind export macros: Universal Ctags 5.9.0 finds first and EXPORT, Exuberant 5.9 nothing"
