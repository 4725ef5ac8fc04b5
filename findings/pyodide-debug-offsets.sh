#!/usr/bin/env bash
# CPython's _Py_DebugOffsets, which debuggers find by its cookie, is not in one piece in Pyodide's WebAssembly file.
#
# Seen with pyodide 314.0.7: the cookie "xdebugpy" is in the file once. The linker leaves runs of zeros out of data
# segments, so the 8 bytes after it, the version, are 0x030e02f0 only if the segments are first laid out in a memory; in
# the file these bytes run into the header of the next segment. In an ELF file's .data the two are the same. One would
# have guessed that what is found by its cookie can be read from there, as on other platforms.
#
# Runs with Node 20 and network access to the npm registry. Fails if the file is laid out differently.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm pack --silent pyodide@314.0.7 >/dev/null
tar xzf pyodide-314.0.7.tgz package/pyodide.asm.wasm

cat >version.cjs <<'J'
const bytes = require("node:fs").readFileSync("package/pyodide.asm.wasm");
const cookie = "xdebugpy";
let at = 8;
/** LEB128; signed numbers in this file's segments are below 2 ** 31. */
function number() {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
}
const memory = Buffer.alloc(2 ** 24);
while (at < bytes.length) {
  const section = bytes[at++];
  const size = number();
  const end = at + size;
  if (section === 11) {
    for (let left = number(); left > 0; left--) {
      // Of the kind 0, at the address that the instruction i32.const gives.
      if (number() !== 0 || bytes[at++] !== 0x41) throw new Error("another kind of segment");
      const address = number();
      if (bytes[at++] !== 0x0b) throw new Error("another address");
      const length = number();
      bytes.copy(memory, address, at, at + length);
      at += length;
    }
  }
  at = end;
}
const versionAfter = (where) => `0x${where.readBigUInt64LE(where.indexOf(cookie) + cookie.length).toString(16)}`;
console.log(`file ${versionAfter(bytes)} memory ${versionAfter(memory)}`);
J
found=$(node version.cjs)
[[ $found == *' memory 0x30e02f0' ]] || { echo "another version in memory: $found"; exit 1; }
[[ $found != 'file 0x30e02f0 '* ]] || { echo "the file has the version behind the cookie: $found"; exit 1; }
echo "pyodide 314.0.7, 8 bytes after the cookie: $found"
