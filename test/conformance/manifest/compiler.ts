/** gcc and castxml (clang), run over a translation unit. They are the judges; nothing here knows capidiff. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import pLimit from "p-limit";
import type { Compiler } from "../compilers.ts";

/** What the headers of one target are compiled with. */
export interface Setting {
  /** The gcc of the platform; castxml uses its predefined macros and header folders. */
  compiler: Pick<Compiler, "gcc" | "args">;
  /** An empty folder for units and the compilers' output. */
  folder: string;
  /** Searched in this order after the including header's own folder. */
  includePath: string[];
  /** `-D` arguments without the `-D`. */
  defines: string[];
}

export interface Outcome {
  ok: boolean;
  output: string;
  errors: string;
}

const slot = pLimit(availableParallelism());

function run(command: string, args: string[], folder: string): Promise<Outcome> {
  return slot(
    () =>
      new Promise((resolve, reject) => {
        const options = { cwd: folder, maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C" } };
        execFile(command, args, options, (error, output, errors) => {
          // A number is the compiler's own verdict; anything else is that it could not run.
          if (error && typeof error.code !== "number") {
            reject(new Error(`${command} does not run; .ci/run names its package`, { cause: error }));
          } else resolve({ ok: !error, output, errors });
        });
      }),
  );
}

function settingArgs(setting: Setting): string[] {
  return [
    ...setting.defines.map((define) => `-D${define}`),
    ...setting.includePath.map((path) => `-I${path}`),
    ...setting.compiler.args,
  ];
}

/** Writes a unit into the setting's folder; returns the name to pass to the compilers, which they print. */
export async function writeUnit(setting: Setting, name: string, text: string): Promise<string> {
  await writeFile(join(setting.folder, name), text);
  return name;
}

/**
 * `gcc -E -dD`: preprocessed text with line markers, `#define`s and `#undef`s left where they stand. Of a precompiled
 * header that the unit begins with, its state is in force and its text left out.
 */
export function preprocess(setting: Setting, unit: string): Promise<Outcome> {
  return run(setting.compiler.gcc, ["-E", "-dD", "-fpch-preprocess", ...settingArgs(setting), unit], setting.folder);
}

/** Lets gcc keep the state after a header, for units that begin with it. */
export function precompile(setting: Setting, header: string): Promise<Outcome> {
  return run(
    setting.compiler.gcc,
    ["-x", "c-header", "-w", ...settingArgs(setting), header, "-o", `${header}.gch`],
    setting.folder,
  );
}

/** gcc's verdict on a unit, and a line for every function it declares or defines (`-aux-info`), wherever that stands. */
export async function checkWithGcc(setting: Setting, unit: string): Promise<Outcome> {
  const file = `${unit}.aux`;
  const outcome = await run(
    setting.compiler.gcc,
    ["-fsyntax-only", "-w", "-aux-info", file, ...settingArgs(setting), unit],
    setting.folder,
  );
  return { ...outcome, output: outcome.ok ? await readFile(join(setting.folder, file), "utf8") : "" };
}

/** castxml's XML of a unit; empty if clang rejects it. */
export async function describe(setting: Setting, unit: string): Promise<Outcome> {
  const file = `${unit}.xml`;
  const { gcc, args: own } = setting.compiler;
  const args = ["--castxml-cc-gnu-c", "(", gcc, ...own, ")", ...castxmlArgs, ...settingArgs(setting), unit, "-o", file];
  const outcome = await run("castxml", args, setting.folder);
  return { ...outcome, output: outcome.ok ? await readFile(join(setting.folder, file), "utf8") : "" };
}

const castxmlArgs = [
  "--castxml-output=1",
  // glibc assumes these are built in if the compiler claims to be gcc; clang 14 lacks some.
  "-D_Float32=float",
  "-D_Float64=double",
  "-D_Float128=long double",
  "-D_Float32x=double",
  "-D_Float64x=long double",
  // castxml writes annotations but not visibility, which PyAPI_FUNC uses to mark exports.
  "-Dvisibility(kind)=annotate(kind)",
  "-w",
  "-ferror-limit=0",
];
