/** The gcc that judges each Linux: Debian's for its processor, with musl's headers for one with musl. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Platform } from "../../src/cpython/target.ts";

export interface Compiler {
  gcc: string;
  /** Options for the platform. */
  args: string[];
  /** The folder of its libc's headers. */
  headers: string;
  /** Why it is not available; null if it is. */
  whyNot: string | null;
}

/** Where `npm run conformance:sysroots` puts headers. */
export const sysroots = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "capidiff", "sysroots");

/** The machine's own headers, after the compiler's: ncurses and crypt, which Debian's cross compilers have none of. */
const sharedHeaders = ["-idirafter", "/usr/include"];

const machines = {
  x86_64: "x86_64-linux-gnu",
  i686: "i686-linux-gnu",
  aarch64: "aarch64-linux-gnu",
  armv7l: "arm-linux-gnueabihf",
  ppc64le: "powerpc64le-linux-gnu",
  s390x: "s390x-linux-gnu",
  riscv64: "riscv64-linux-gnu",
};

/** Folders of Debian's musl-dev. */
const muslFolders: Record<keyof typeof machines, string> = {
  x86_64: "x86_64-linux-musl",
  i686: "i386-linux-musl",
  aarch64: "aarch64-linux-musl",
  armv7l: "arm-linux-musleabihf",
  ppc64le: "powerpc64le-linux-musl",
  s390x: "s390x-linux-musl",
  riscv64: "riscv64-linux-musl",
};

export type LinuxPlatform = Extract<Platform, `${"linux" | "musllinux"}_${keyof typeof machines}`>;

export const linuxPlatforms = (["linux", "musllinux"] as const).flatMap((system) =>
  (Object.keys(machines) as (keyof typeof machines)[]).map((machine) => `${system}_${machine}` as const),
) satisfies LinuxPlatform[];

export const isLinux = (platform: Platform): platform is LinuxPlatform =>
  linuxPlatforms.some((one) => one === platform);

/**
 * The platforms whose target castxml understands by gcc's predefined macros. Elsewhere it compiles for the host, and
 * fails on gcc's own stdatomic.h; there clang judges the declarations read (`readings/clang-targets.ts`).
 */
export const castxmlPlatforms: LinuxPlatform[] = ["linux_x86_64", "linux_i686", "linux_aarch64", "linux_armv7l"];

const known = new Map<LinuxPlatform, Compiler>();

export function compilerOf(platform: LinuxPlatform): Compiler {
  const compiler = known.get(platform) ?? findCompiler(platform);
  known.set(platform, compiler);
  return compiler;
}

function findCompiler(platform: LinuxPlatform): Compiler {
  const [system, machine] = platform.split(/_(.*)/s) as ["linux" | "musllinux", keyof typeof machines];
  const triplet = machines[machine];
  const gcc = machine === "x86_64" ? "gcc" : `${triplet}-gcc`;
  const says = (option: string) => spawnSync(gcc, [option], { encoding: "utf8" }).stdout?.trim() ?? "";
  const unusable = (whyNot: string) => ({ gcc, args: [], headers: "", whyNot });
  if (says("-dumpmachine") !== triplet) return unusable(`${gcc} for ${triplet} is not installed`);
  if (says("-dumpversion") !== "12") return unusable(`${gcc} is not version 12`);
  if (system === "linux") return { gcc, args: sharedHeaders, headers: `/usr/${triplet}/include`, whyNot: null };
  const headers = join(sysroots, "usr/include", muslFolders[machine]);
  if (!existsSync(headers)) return unusable("npm run conformance:sysroots fetches musl's headers");
  // As musl's own wrapper of gcc does it.
  const search = ["-nostdinc", "-isystem", headers, "-isystem", says("-print-file-name=include")];
  const longDouble = machine === "ppc64le" ? ["-mlong-double-64"] : [];
  const fast = ["16", "32"].flatMap((width) => [
    ...["_TYPE__=int", "_MAX__=0x7fffffff", "_WIDTH__=32"].map((fact) => `INT_FAST${width}${fact}`),
    ...["_TYPE__=unsigned int", "_MAX__=0xffffffffU"].map((fact) => `UINT_FAST${width}${fact}`),
  ]);
  const asAlpine = [
    ...["-U__gnu_linux__", "-include", "stdc-predef.h"],
    ...fast.flatMap((fact) => [`-U__${fact.split("=")[0]}`, `-D__${fact}`]),
  ];
  return { gcc, args: [...search, ...longDouble, ...asAlpine, ...sharedHeaders], headers, whyNot: null };
}
