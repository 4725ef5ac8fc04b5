/** The compiler that judges whole manifests of a platform by assertions: that of its builds if Debian has it. */
import { spawnSync } from "node:child_process";
import { commandLine } from "../../../src/cpython/pyconfig.ts";
import type { Platform } from "../../../src/cpython/target.ts";
import { compilerOf, isLinux, linuxPlatforms } from "../compilers.ts";
import type { AssertingCompiler } from "./asserting.ts";
import { clangTargets } from "./clang-targets.ts";
import { libc } from "./libc.ts";
import type { SystemHeaders } from "./tree-folder.ts";

/** Those with system headers to compile with. */
export const assertingPlatforms: Platform[] = [
  ...linuxPlatforms,
  ...(["linux_loongarch64", "emscripten_wasm32", "wasi_wasm32"] as const),
];

/** @returns the reason instead if there is none */
export function assertingCompiler(platform: Platform): AssertingCompiler | { whyNot: string } {
  if (!assertingPlatforms.includes(platform)) return { whyNot: "no compiler with its system headers is available" };
  if (isLinux(platform)) {
    const { gcc, args, whyNot } = compilerOf(platform);
    return whyNot === null
      ? { name: "gcc", command: gcc, args, system: gccHeaders, elf: true, leftOut: new Set() }
      : { whyNot };
  }
  const isWasm = platform.endsWith("wasm32");
  const [command, args] = isWasm ? ["clang", clangTargets[platform] ?? []] : ["clang-16", loongarch];
  if (spawnSync(command, [...args, "-fsyntax-only", "-x", "c", "/dev/null"]).status !== 0)
    return { whyNot: `${command} for it is not installed` };
  const system = libc(platform, command);
  if ("whyNot" in system) return system;
  return { name: command, command, args, system, elf: !isWasm, leftOut: isWasm ? new Set() : gccAlone };
}

/** Where CPython's headers ask for an attribute or a feature that gcc 12 has and clang has not, or the reverse. */
const gccAlone = new Set(["_Py_NO_SANITIZE_THREAD", "_Py_NONSTRING"]);

/** Debian 12's gcc has none for it, and its default clang neither. */
const loongarch = ["-target", "loongarch64-linux-gnu"];

/** gcc with the headers that it finds by itself, or is given as arguments. */
const gccHeaders: SystemHeaders = {
  // Errors in macros are where these are used.
  args: ["-ftrack-macro-expansion=0"],
  start: (definition, _, abi, internal) =>
    `${commandLine(definition, abi, internal)}${internal ? "#define Py_BUILD_CORE 1\n" : ""}#include <Python.h>\n`,
};
