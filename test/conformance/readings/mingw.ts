/**
 * The system headers of mingw-w64, with which clang judges Windows.
 *
 * mingw-w64's headers are for gcc. So a unit begins as if the compiler were gcc, and includes them; then it is Visual
 * C++, and goes on to CPython's. Records are laid out by Microsoft's rules from the start.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { commandLine } from "../../../src/cpython/pyconfig.ts";
import type { Platform } from "../../../src/cpython/target.ts";
import type { SystemHeaders } from "./tree-folder.ts";

/** Of Debian's mingw-w64-common. */
export const mingwHeaders = "/usr/share/mingw-w64/include";

/** gcc's words for the architecture, which clang does not say when it compiles for Visual C++. */
const architectures: Partial<Record<Platform, string[]>> = {
  win32: ["-D__i386__", "-D_X86_"],
  win_amd64: ["-D__MINGW64__"],
};

/** Why a platform's system headers cannot be asked about; null where they can. */
export function whyNoMingw(platform: Platform): string | null {
  if (architectures[platform] === undefined) return "mingw-w64 has no headers of it that CPython's compile with";
  return existsSync(`${mingwHeaders}/windows.h`) ? null : `${mingwHeaders} is not installed`;
}

/** clang's arguments for mingw-w64's headers, beside those for the target: as if it were gcc with Microsoft's newest runtime. */
export function mingwArgs(platform: Platform): string[] {
  const own = spawnSync("clang", ["-print-resource-dir"], { encoding: "utf8" }).stdout.trim();
  return [
    ...["-U_MSC_VER", "-D__GNUC__=4", "-D__GNUC_MINOR__=2", "-D__MINGW32__", ...(architectures[platform] ?? [])],
    ...["-D_UCRT", "-D__MSVCRT_VERSION__=0xE00", "-D_PID_T_", "-D_SSIZE_T_DEFINED"],
    ...["-nostdinc", "-isystem", mingwHeaders, "-idirafter", `${own}/include`],
  ];
}

/** All that CPython's headers include of the system's. What follows is not to come upon intrin.h: its bodies are gcc's. */
const systemHeaders = [
  ..."assert ctype direct errno fcntl float inttypes io limits locale malloc math process signal".split(" "),
  ..."stdarg stdbool stddef stdint stdio stdlib string sys/stat sys/types time wchar wctype".split(" "),
  ..."winapifamily basetsd immintrin".split(" "),
]
  .map((name) => `#include <${name}.h>\n`)
  .concat("#define __INTRIN_H_\n")
  .join("");

/** What gcc and clang have, and mingw-w64 in `sys/stat.h`, and Visual C++ has not. */
const visualC = `
${"__GNUC__ __GNUC_MINOR__ __MINGW32__ __MINGW64__ __i386__ __x86_64__ __aarch64__ __clang__ __clang_major__ __STDC_VERSION__"
  .split(" ")
  .concat("__forceinline __has_attribute __has_builtin S_ISREG S_ISDIR S_ISCHR".split(" "))
  .map((name) => `#undef ${name}\n`)
  .join("")}#define _MSC_VER 1944
`;

/** mingw-w64's headers, and then Visual C++ for CPython's. */
export const mingw = (platform: Platform): SystemHeaders => ({
  args: mingwArgs(platform),
  start: (
    definition,
    config,
    abi,
    internal,
  ) => `${commandLine(definition, abi, internal)}${internal ? "#define Py_BUILD_CORE 1\n" : ""}
#ifdef Py_BUILD_CORE
#define NTDDI_VERSION ${windowsVersion(config)}0000
#define _WIN32_WINNT ${windowsVersion(config)}
#endif
${systemHeaders}${internal ? definition.internal : ""}${visualC}#include <Python.h>\n`,
});

/** The `_WIN32_WINNT` that a build of CPython itself asks for: system headers come before pyconfig.h here. */
function windowsVersion(config: string): string {
  return /^#\s*define\s+Py_WINVER\s+(0x\w+)/m.exec(config)?.[1] ?? "0x0600";
}
