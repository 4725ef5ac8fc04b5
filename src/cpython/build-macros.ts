import { CapidiffError } from "../errors.ts";

/**
 * Macros of a build besides those of its ABI, as compiler options: `-DNAME=VALUE` and `-UNAME`, each name once, in
 * order. configure passes some on the command line and writes others to `pyconfig.h`; the distinction does not matter
 * here.
 */
export type BuildMacros = string[];

/** The macros defined by common options of CPython's configure. */
const switches: Readonly<Record<string, BuildMacros>> = {
  // --enable-experimental-jit
  jit: ["-D_Py_JIT=1", "-D_Py_TIER2=1"],
  // --enable-pystats
  stats: ["-DPy_STATS=1"],
  // --with-trace-refs
  "trace-refs": ["-DPy_TRACE_REFS=1"],
  // CFLAGS of 32-bit builds with a time_t of 64 bits; glibc wants both.
  time64: ["-DSIZEOF_TIME_T=8", "-D_FILE_OFFSET_BITS=64", "-D_TIME_BITS=64"],
};

/** Names that {@link buildMacros} accepts for the macros of an option of configure. */
export const buildSwitches = Object.keys(switches);

const maxMacros = 32;

/** Macros that define ABIs and surfaces. */
const ours = /^(?:Py_LIMITED_API|Py_TARGET_ABI3T|Py_BUILD_CORE\w*|Py_GIL_DISABLED|Py_NOGIL|Py_DEBUG|_DEBUG)$/;

/**
 * Parses `NAME` (defined to 1), `NAME=VALUE`, or the name of a configure option.
 * @throws CapidiffError `invalid-target` for anything that is not a macro, is given twice, or belongs to the ABI
 */
export function buildMacros(define: readonly string[], undef: readonly string[]): BuildMacros {
  const macros = new Map<string, string>();
  const add = (name: string, option: string) => {
    const known = macros.get(name);
    if (known !== undefined && known !== option) throw wrong(name, `is given both as ${known} and as ${option}`);
    macros.set(name, option);
  };
  for (const text of define) {
    const options = Object.hasOwn(switches, text) ? switches[text] : [`-D${text.includes("=") ? text : `${text}=1`}`];
    for (const option of options ?? []) add(nameIn(option, text), option);
  }
  for (const name of undef) {
    const options = Object.hasOwn(switches, name) ? switches[name] : undefined;
    if (options) throw wrong(name, `is a name for ${options.join(" ")}; undefine these by their own names`);
    add(nameIn(`-U${name}`, name), `-U${name}`);
  }
  if (macros.size > maxMacros) throw wrong(`of ${macros.size}`, `are more than ${maxMacros}`);
  return [...macros].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, option]) => option);
}

function nameIn(option: string, text: string): string {
  const [, name] =
    /^-(?:D([A-Za-z_]\w{0,199})=[\x20-\x7e]{0,200}|U([A-Za-z_]\w{0,199}))$/.exec(option)?.filter(Boolean) ?? [];
  if (name === undefined) {
    throw wrong(
      JSON.stringify(text.slice(0, 100)),
      `is invalid; expected NAME, NAME=VALUE or one of ${buildSwitches.join(", ")}`,
    );
  }
  if (name === text && /^[a-z\d]+$/.test(name))
    throw wrong(name, `is none of CPython's; write ${name}=1 if it is meant, or one of ${buildSwitches.join(", ")}`);
  if (ours.test(name)) throw wrong(name, "is set by the ABI; select it with cp, cpt, cpd, cptd, abi3 or abi3t");
  return name;
}

const wrong = (what: string, why: string) => new CapidiffError("invalid-target", `A build's macro ${what} ${why}.`);

/** The names of the macros. */
export const namesOfMacros = (macros: BuildMacros): string[] => macros.map((option) => nameOf(option));

const nameOf = (option: string) => option.slice(2).split("=", 1)[0] as string;

/** As directives, which override earlier definitions. */
export function directives(macros: BuildMacros): string {
  return macros
    .map((option) => {
      const name = nameOf(option);
      return `#undef ${name}\n${option.startsWith("-D") ? `#define ${name} ${option.slice(3 + name.length)}\n` : ""}`;
    })
    .join("");
}
