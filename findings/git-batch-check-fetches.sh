#!/usr/bin/env bash
# git 2.39.5 in a partial clone downloads what cat-file --batch-check and ls-tree --long are asked about, one by one.
#
# Seen, in a clone with --filter=blob:none of 20 files: --batch-check, which prints the type and size of each object, runs
# one fetch an object, 20 packs in all, and never says "missing"; so does ls-tree --long for the column of sizes, and
# cat-file -e for the exit code. One git fetch that names the same 20 objects brings them in one pack. One would have guessed
# that a check says whether the object is there, or at least asks for all of its input at once.
#
# Runs on Debian 12, amd64, with network access to its packages. Fails if git answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -q git=1:2.39.5-0+deb12u3 libpcre2-8-0 zlib1g
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$PWD/usr/lib/x86_64-linux-gnu:$PWD/lib/x86_64-linux-gnu
export PATH=$PWD/usr/bin:$PATH GIT_EXEC_PATH=$PWD/usr/lib/git-core GIT_TEMPLATE_DIR=$PWD/usr/share/git-core/templates
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null

git init -q source
git -C source config uploadpack.allowFilter true
git -C source config uploadpack.allowAnySHA1InWant true
for number in {1..20}; do echo "int f$number(void);" >"source/f$number.h"; done
git -C source add .
git -C source -c user.name=n -c user.email=n@example.org commit -q -m headers

# Clones, runs git with the arguments in the clone, and prints how many packs that brought.
packs() {
  git clone -q --bare --filter=blob:none "file://$PWD/source" "$1"
  git -C "$1" ls-tree -r HEAD | awk '{ print $3 }' >objects
  git -C "$1" "${@:2}" <objects >output 2>&1
  echo $(($(find "$1" -name '*.pack' | wc -l) - 1))
}
[[ $(packs check cat-file --batch-check) == 20 ]] || { echo "--batch-check no longer fetches one by one"; exit 1; }
! grep -q missing output || { echo "--batch-check now says what is missing"; exit 1; }
[[ $(packs list ls-tree -r --long HEAD) == 20 ]] || { echo "ls-tree --long no longer fetches one by one"; exit 1; }
[[ $(packs exists cat-file -e HEAD:f1.h) == 1 ]] || { echo "cat-file -e no longer fetches"; exit 1; }
[[ $(packs fetch fetch -q --no-write-fetch-head --filter=blob:none --stdin origin) == 1 ]] || { echo "fetch now takes more"; exit 1; }
echo "git 2.39.5, partial clone: cat-file --batch-check and ls-tree --long of 20 blobs are 20 fetches"
