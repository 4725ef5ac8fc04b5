#!/usr/bin/env bash
# simple-git 4.0.2 takes a release candidate for later than the release: tags().latest is v3.13.0rc3 where v3.13.0 exists.
#
# Seen: of v3.12.9, v3.13.0a9, v3.13.0a10, v3.13.0rc3 and v3.13.0 the list puts v3.13.0 before its alphas, a10 before a9,
# and names the candidate as latest, until 3.13.1 is out. With --sort=v:refname asked for, the list is git's, which has a9
# before a10, and latest becomes v3.12.9. One would have guessed that the newest version is the one without a suffix, as in
# PEP 440 and semver, or that a list which is sorted ends with it.
#
# Runs on Node 20 with git and network access to the npm registry. Fails if simple-git answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm install --silent --no-audit --no-fund --prefix . simple-git@4.0.2
git init -q repository
git -C repository -c user.name=n -c user.email=n@example.org commit -q --allow-empty -m empty
for tag in v3.12.9 v3.13.0a9 v3.13.0a10 v3.13.0rc3 v3.13.0; do git -C repository tag $tag; done

cat >tags.mjs <<'J'
import { simpleGit } from "simple-git";

const git = simpleGit("repository");
for (const options of [[], ["--sort=v:refname"]]) {
  const { all, latest } = await git.tags(options);
  console.log(all.join(" "), "latest", latest);
}
J
node tags.mjs >tags
cat >expected <<'T'
v3.12.9 v3.13.0 v3.13.0a10 v3.13.0a9 v3.13.0rc3 latest v3.13.0rc3
v3.12.9 v3.13.0 v3.13.0a9 v3.13.0a10 v3.13.0rc3 latest v3.12.9
T
diff expected tags || { echo "simple-git now sorts differently"; exit 1; }
echo "simple-git 4.0.2: latest of v3.13.0rc3 and v3.13.0 is v3.13.0rc3"
