#!/usr/bin/env bash
# Node 20 gives each object made by { ...a, b } a hidden class of its own if `a` has no `b`.
#
# Seen: 2,000 objects of the same members, made by spreading first, have some 1,990 hidden classes in Node 20, take over
# ten times the memory, and make every read of them slow; written out, or with the spread after a member, they have one.
# The class of the copy is detached, and V8 11.3 records no transitions of detached classes. Node 22 has one class for all.
# One would have guessed that the two spellings cost about the same.
#
# Runs with npm on Linux, and network access to the npm registry. Fails if Node 20.20.2 or 22.23.3 behaves differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >classes.js <<'J'
const ways = {
  spread: (a, i) => ({ ...a, value: i, next: null }),
  "spread later": (a, i) => ({ value: i, ...a, next: null }),
  literal: (a, i) => ({ name: a.name, kind: a.kind, value: i, next: null }),
};
for (const [way, make] of Object.entries(ways)) {
  const classes = [];
  for (let i = 0; i < 2000; i++) {
    const one = make({ name: `n${i}`, kind: "k" }, i);
    if (!classes.some((other) => %HaveSameMap(other, one))) classes.push(one);
  }
  console.log(`${way}: ${classes.length > 1000 ? "a class for each" : classes.length < 10 ? "shared" : classes.length}`);
}
J
for version in 20.20.2 22.23.3; do
  npm install --silent --no-audit --no-fund --prefix "$version" "node@$version"
  "$version/node_modules/node/bin/node" --allow-natives-syntax classes.js >"seen-$version"
done
printf '%s\n' "spread: a class for each" "spread later: shared" "literal: shared" >expected-20.20.2
printf '%s\n' "spread: shared" "spread later: shared" "literal: shared" >expected-22.23.3
for version in 20.20.2 22.23.3; do
  diff "expected-$version" "seen-$version" || { echo "Node $version behaves differently"; exit 1; }
done
echo "Node 20.20.2: objects made by { ...a, b } share no hidden class; Node 22.23.3: they do"
