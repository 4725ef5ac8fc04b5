#!/usr/bin/env bash
# hasError of tree-sitter-c 0.23.6 says little: C that is misread has none, and valid C has some.
#
# Seen: struct EXPORT point { int x; };, as headers spell it, is a function called point that returns struct EXPORT, with
# no error in the tree. long typedef wide;, valid C for a type of that name, is a variable of type typedef, again with no
# error. An unnamed bit-field, _Thread_local and double _Complex are valid C as well, and errors. One would have guessed
# that a tree without errors has the declarations of the source, and that C11 has none.
#
# Runs on Node 20, linux-x64, with network access to the npm registry. Fails if the parser answers differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm install --silent --no-audit --no-fund --prefix . tree-sitter@0.22.4 tree-sitter-c@0.23.6

cat >parse.cjs <<'J'
const Parser = require("tree-sitter");
const parser = new Parser();
parser.setLanguage(require("tree-sitter-c"));
for (const source of [
  "struct EXPORT point { int x; };",
  "long typedef wide;",
  "struct flags { int : 3; };",
  "_Thread_local int counter;",
  "double _Complex root;",
]) {
  const { rootNode } = parser.parse(source);
  const [declaration] = rootNode.namedChildren;
  const name = declaration.childForFieldName("declarator")?.text ?? "";
  console.log(`${rootNode.hasError ? "error" : "fine"}: ${declaration.type} ${name}`.trim());
}
J
node parse.cjs >trees
cat >expected <<'T'
fine: function_definition point
fine: declaration wide
error: struct_specifier
error: declaration counter
error: declaration _Complex
T
diff expected trees || { echo "tree-sitter-c has other trees"; exit 1; }
echo "tree-sitter-c 0.23.6: struct EXPORT point { … }; is a function without error, struct { int : 3; } has one"
