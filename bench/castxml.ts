import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { platformDefinition } from "../src/cpython/platforms/registry.ts";
import { pyconfig } from "../src/cpython/pyconfig.ts";
import { defaultTarget } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { writeTree } from "../test/write-tree.ts";

/** A castxml run over the headers of one ref. */
export interface CastxmlRun {
  args: string[];
  headers: number;
  /** Headers that castxml rejects in one unit with the others. */
  rejected: string[];
}

/** Writes a ref's headers and one unit that includes all that castxml accepts, both surfaces, into the folder. */
export async function prepareCastxml(tree: SourceTree, folder: string): Promise<CastxmlRun> {
  await writeTree(tree, folder);
  const config = pyconfig(tree, platformDefinition(defaultTarget.platform), defaultTarget.abi);
  await writeFile(join(folder, "pyconfig.h"), config.text);

  const headers = [...tree.files.keys()]
    .map((path) => /^Include\/((?:internal\/)?[^/]+\.h)$/.exec(path)?.[1])
    .filter((name) => name !== undefined && name !== "Python.h")
    .sort() as string[];
  const unit = join(folder, "unit.c");
  const args = castxmlArgs(folder, unit);
  const rejected: string[] = [];
  for (;;) {
    const accepted = ["Python.h", ...headers.filter((name) => !rejected.includes(name))];
    await writeFile(unit, accepted.map((name) => `#include "${name}"\n`).join(""));
    const errors = await complaints(args);
    if (errors === "") return { args, headers: accepted.length, rejected };
    const culprits = new Set(blamed(errors, unit).map((line) => accepted[line - 1]));
    culprits.delete("Python.h");
    if (culprits.size === 0) throw new Error(`castxml rejects Python.h of ${tree.ref}:\n${errors.slice(0, 2000)}`);
    rejected.push(...(culprits as Set<string>));
  }
}

function castxmlArgs(folder: string, unit: string): string[] {
  return [
    "--castxml-output=1",
    ...["--castxml-cc-gnu-c", "gcc"],
    // glibc assumes these are built in if the compiler claims to be gcc; clang lacks some.
    ...["_Float32=float", "_Float64=double", "_Float128=__float128", "_Float32x=double", "_Float64x=__float128"].map(
      (define) => `-D${define}`,
    ),
    "-ferror-limit=0",
    ...["-DNDEBUG", "-DPy_BUILD_CORE"],
    ...["-I", folder, "-I", join(folder, "Include"), "-I", join(folder, "Include/internal")],
    ...[unit, "-o", join(folder, "unit.xml")],
  ];
}

/** castxml's errors for the unit; empty if it accepts it. */
async function complaints(args: string[]): Promise<string> {
  try {
    await promisify(execFile)("castxml", args, { maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C" } });
    return "";
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    if (!stderr) throw error;
    return stderr;
  }
}

/** The lines of the unit that include a header with an error; clang prints the include stack once for all errors in it. */
function blamed(errors: string, unit: string): number[] {
  const lines: number[] = [];
  let line = 0;
  for (const text of errors.split("\n")) {
    const include = `In file included from ${unit}:`;
    if (text.startsWith(include)) line = Number.parseInt(text.slice(include.length), 10);
    else if (/: (fatal )?error: /.test(text)) lines.push(line);
  }
  return lines;
}
