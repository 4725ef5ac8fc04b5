import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Repository } from "../../../src/cpython/repository.ts";
import { defaultTarget } from "../../../src/cpython/target.ts";
import { versionOf } from "../../../src/cpython/version.ts";
import { compareApis } from "../../../src/gaps/compare.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import { temporaryFolder } from "../../cache/disk.ts";
import { corpusRemote } from "../../corpus/corpus.ts";
import { headerFolders, headerTree } from "./trees.ts";

/** The functions that PyPy lacks and the sizes of its structs, against gcc. The reference is a release of its series. */
export async function checkGaps(folder: string): Promise<boolean> {
  using disk = temporaryFolder();
  const remote = corpusRemote();
  const name = headerFolders(folder).find((one) => one.startsWith("pypy"));
  if (remote === null || name === undefined) {
    console.log("Left out: there is no corpus, or no PyPy.");
    return true;
  }
  const tree = await headerTree(folder, name);
  const { major, minor } = versionOf(tree);
  const repository = new Repository(remote, disk.folder);
  const reference = buildManifest(await repository.tree(`${major}.${minor}`), defaultTarget);
  const implementation = buildManifest(tree, defaultTarget);
  const { differences } = compareApis(implementation, reference);
  const include = join(folder, "usr/include", name);

  const functions = reference.symbols.filter(({ kind, surface }) => kind === "function" && surface === "public");
  const missing = differences.filter(({ gap, entry }) => gap === "missing" && entry.kind === "function");
  const ours = new Set(missing.map(({ entry }) => entry.name));
  const theirs = undeclared(
    include,
    functions.map((symbol) => symbol.name),
  );
  const isPrivate = (one: string) => one.startsWith("_");
  const wrong = [...new Set([...ours, ...theirs])].filter((one) => ours.has(one) !== theirs.has(one));
  console.log(
    `${name} against ${reference.ref}: gcc does not find ${[...theirs].filter((one) => !isPrivate(one)).length} public and ` +
      `${[...theirs].filter(isPrivate).length} private of ${functions.length} functions; not told alike: ${wrong.join(", ") || "none"}`,
  );

  const structs = implementation.structs.filter(
    ({ size, surface, typedefs, name }) => size !== null && surface === "public" && typedefs.includes(name),
  );
  const asserts = structs.map(
    ({ name, size, align }) =>
      `_Static_assert(sizeof(${name}) == ${size} && _Alignof(${name}) == ${align}, "${name}");`,
  );
  const sizes = gcc(include, asserts.join("\n"));
  for (const one of ["PyObject", "PyTypeObject", "Py_buffer"]) {
    console.log(`  ${one}: ${structs.find((struct) => struct.name === one)?.size} bytes`);
  }
  console.log(`  ${structs.length} sizes and alignments of structs: ${sizes === "" ? "as gcc's" : sizes}`);
  return wrong.length === 0 && sizes === "";
}

/** Names that are neither declared nor macros after all headers of the folder. */
function undeclared(include: string, names: readonly string[]): Set<string> {
  const uses = names.map((name) => `#ifndef ${name}\n__typeof__(&${name}) use_${name};\n#endif`);
  const errors = gcc(include, uses.join("\n"));
  return new Set([...errors.matchAll(/error: ['‘](\w+)['’] undeclared/g)].map(([, name]) => name as string));
}

/** What gcc says of a text after `Python.h` and the headers that extensions include beside it. */
function gcc(include: string, text: string): string {
  const beside = ["structmember.h", "marshal.h", "datetime.h", "frameobject.h", "pyframe.h", "osdefs.h"];
  const includes = beside.map((header) => `#if __has_include("${header}")\n#include "${header}"\n#endif`);
  const input = `#include "Python.h"\n${includes.join("\n")}\n${text}\n`;
  const args = ["-I", include, "-DNDEBUG", "-w", "-fsyntax-only", "-fmax-errors=0", "-x", "c", "-"];
  const { stderr, error } = spawnSync("gcc", args, {
    input,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  return stderr;
}
