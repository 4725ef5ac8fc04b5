/**
 * The system headers of platforms that castxml does not know by gcc's predefined macros: Debian's glibc for other
 * processors, musl, Emscripten and wasi-libc.
 *
 * They are read by clang as itself, which they know. Where CPython is built with gcc, a unit is gcc's from there on.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../../../src/cpython/pyconfig.ts";
import type { Platform } from "../../../src/cpython/target.ts";
import { compilerOf, isLinux, sysroots } from "../compilers.ts";
import type { SystemHeaders } from "./tree-folder.ts";

/** Those that `npm run conformance:sysroots` fetches. */
const fetched: Partial<Record<Platform, string>> = {
  linux_loongarch64: join(sysroots, "usr/loongarch64-linux-gnu/include"),
  emscripten_wasm32: join(sysroots, "usr/share/emscripten/cache/sysroot/include"),
  wasi_wasm32: join(sysroots, "usr/include/wasm32-wasi"),
};

/** Where the headers of a platform are, or why there are none to ask. */
function foldersOf(platform: Platform): string[] | { whyNot: string } {
  if (isLinux(platform)) {
    const { headers, whyNot } = compilerOf(platform);
    return whyNot === null ? [headers, "/usr/include"] : { whyNot };
  }
  const folder = fetched[platform];
  if (folder === undefined) return { whyNot: "Debian has no headers of its system" };
  return existsSync(folder)
    ? [folder, ...(platform.startsWith("linux") ? ["/usr/include"] : [])]
    : { whyNot: "npm run conformance:sysroots fetches its headers" };
}

/** All that CPython's headers include of the system's. */
const systemHeaders = [
  ..."assert ctype dlfcn errno fcntl float inttypes limits locale math pthread semaphore signal".split(" "),
  ..."stdarg stdatomic stdbool stddef stdint stdio stdlib string strings sys/select sys/stat sys/time".split(" "),
  ..."sys/types time unistd wchar wctype".split(" "),
];

/** Set by CPython's configure: without them wasi-libc's headers refuse, as what they declare is emulated. */
const wasi = ["SIGNAL", "PROCESS_CLOCKS", "GETPID"].map((what) => `-D_WASI_EMULATED_${what}`);

/** What gcc 12 says of itself and clang does not, as far as CPython's headers ask. */
const gcc = `
#undef __clang__
#undef __clang_major__
#undef __GNUC__
#define __GNUC__ 12
#undef __GNUC_MINOR__
#define __GNUC_MINOR__ 2
`;

/**
 * @param clang the command
 * @returns the reason instead if there are no headers to ask
 */
export function libc(platform: Platform, clang = "clang"): SystemHeaders | { whyNot: string } {
  const folders = foldersOf(platform);
  if ("whyNot" in folders) return folders;
  const own = spawnSync(clang, ["-print-resource-dir"], { encoding: "utf8" }).stdout.trim();
  const [first = "", ...others] = folders;
  return {
    args: [
      ...(platform === "wasi_wasm32" ? wasi : []),
      ...["-nostdinc", "-isystem", `${own}/include`, "-isystem", first],
      ...others.flatMap((path) => ["-idirafter", path]),
    ],
    start: (definition, _, abi, internal) => {
      const includes = systemHeaders
        .map((name) => `#if __has_include(<${name}.h>)\n#include <${name}.h>\n#endif\n`)
        .join("");
      const compiler = definition.predefined.includes("__clang__") ? "" : gcc;
      // As Pyodide gives them on the command line.
      const build = definition.predefined.match(/^#define P[Yy]_.*$/gm)?.join("\n") ?? "";
      return `${build}\n#define _GNU_SOURCE 1\n#define _FILE_OFFSET_BITS 64
${commandLine(definition, abi, internal)}${internal ? "#define Py_BUILD_CORE 1\n" : ""}
${includes}${internal ? definition.internal : ""}${compiler}#include <Python.h>\n`;
    },
  };
}
