/** The platforms compared with the real gcc, glibc and configure: CPython's headers must see no difference. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { commandLine, pyconfig } from "../../src/cpython/pyconfig.ts";
import { Repository } from "../../src/cpython/repository.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { compilerOf, type LinuxPlatform, linuxPlatforms } from "./compilers.ts";
import { releases } from "./manifest/releases.ts";

const folder = mkdtempSync(join(tmpdir(), "capidiff-platform-"));
/** What CPython's own `pyconfig.h` sets before it includes anything. */
const features = ["-D_GNU_SOURCE=1", "-D_FILE_OFFSET_BITS=64"];

interface Outcome {
  status: number | null;
  output: string;
  errors: string;
}

type Gcc = (text: string, headers: "ours" | "real", args: string[]) => Outcome;

/** gcc over a text; `-nostdinc` leaves the prelude as its only system headers. */
const gccFor =
  (name: LinuxPlatform): Gcc =>
  (text, headers, args) => {
    const compiler = compilerOf(name);
    const ours = [
      "-nostdinc",
      "-isystem",
      join(folder, name, "prelude"),
      ...compiler.args.filter((arg) => /^-[mUD]/.test(arg)),
    ];
    const search = headers === "ours" ? ours : compiler.args;
    const { status, stdout, stderr, error } = spawnSync(
      compiler.gcc,
      ["-std=gnu17", ...search, ...args, "-x", "c", "-"],
      { input: text, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C" } },
    );
    if (error) throw error;
    return { status, output: stdout, errors: stderr };
  };

function succeeded(outcome: Outcome): string {
  if (outcome.status !== 0) throw new Error(outcome.errors.slice(0, 3000));
  return outcome.output;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const macrosOf = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(/^#define (\w+(?:\([^)]*\))?) ?(.*)$/gm)].map(([, name = "", body = ""]) => [name, body.trim()]),
  );

/** Of what gcc predefines: what no version of CPython asks about. */
const leftOut = [
  /FRACT_|ACCUM_|^__U?[A-Z]{2}_[FI]BIT__$/, // fixed-point types
  /^__FLT(16|32|64|128|32X|64X)_/, // _FloatN types
  /^__DEC(32|64|128)_|^__DEC(IMAL_BID_FORMAT|_EVAL_METHOD)__$/, // decimal types
  /^__GNUC_(WIDE_)?EXECUTION_CHARSET_NAME$/,
  /^__VERSION__$|^__GNUC_(MINOR|PATCHLEVEL)__$/, // differ between releases of gcc 12
  /^(__)?(vector|pixel|bool)$|^_Bool$|^__builtin_(vsx_)?\w+$|^__float128$/, // AltiVec's words and others' names for builtins
];

const remote = corpusRemote();
const repository = remote === null ? null : new Repository(remote, join(folder, "data"));
const known = repository === null ? [] : await repository.refs();
/** The newest release of each series; all tags in the whole of the conformance suite (`PLATFORM_REFS=all`). */
const refs =
  process.env.PLATFORM_REFS === "all"
    ? known.filter(({ kind }) => kind === "tag").map(({ name }) => name)
    : releases(known);

describe.for(linuxPlatforms)("%s", (name) => {
  const reason = compilerOf(name).whyNot;
  if (reason !== null) return test.skip(`is not compared: ${reason}`);
  const platform = platformDefinition(name);
  const gcc = gccFor(name);
  beforeAll(() => {
    for (const [header, text] of platform.headers) write(join(name, "prelude", header), text);
  });

  describe("gcc 12", () => {
    // On ARM gcc writes the same floating constants with fewer digits.
    const byValue = (body: string) => body.replace(/\b\d\.\d+e[-+]\d+(?=[FL]?\b)/g, (text) => number(text));
    const number = (text: string) => (Number.isFinite(Number(text)) && Number(text) !== 0 ? `${Number(text)}` : text);
    const ofInterest = (macros: Map<string, string>) =>
      Object.fromEntries(
        [...macros]
          .filter(([name]) => !leftOut.some((pattern) => pattern.test(name)))
          .map(([name, body]) => [name, byValue(body)])
          .sort(),
      );

    test("predefines these macros", () => {
      const real = macrosOf(succeeded(gcc("", "real", ["-fPIC", "-dM", "-E"])));
      expect(ofInterest(macrosOf(platform.predefined))).toEqual(ofInterest(real));
    });

    test.for(["attribute", "builtin"] as const)("has every __has_%s that the platform claims", (kind) => {
      const names = [...(kind === "attribute" ? platform.attributes : platform.builtins)];
      expect(askGcc(gcc, kind, names)).toEqual(names);
    });
  });

  const libc = name.startsWith("musl") ? "musl" : "glibc";
  // Those of Linux itself and of libcrypt come with other packages than musl's, and musl has no inner headers of that name.
  const isCompared = (header: string) => libc === "glibc" || !/^(bits|linux)\/|^crypt\.h$/.test(header);
  // Debian 12 has no musl for RISC-V: that of Debian 13 is newer than the prelude's 1.2.3, whose names it lacks in part.
  describe.skipIf(name === "musllinux_riscv64")(libc, () => {
    /** Not `curses.h`: four names for one header, from another package. */
    const headers = [...platform.headers.keys()].filter((name) => !name.includes("curses") && isCompared(name));
    const everything = headers.map((name) => `#include <${name}>\n`).join("");

    test.for([...platform.headers.keys()].filter(isCompared))(
      "has <%s>, and ours is accepted by itself and twice",
      (name) => {
        const include = `#include <${name}>\n`;
        succeeded(gcc(include, "real", [...features, "-fsyntax-only"]));
        succeeded(gcc(include + include, "ours", [...features, "-fsyntax-only", "-Wall", "-Wno-comment", "-Werror"]));
      },
    );

    test("its types have these sizes and alignments", () => {
      const typedefs = [...platform.headers.values()].flatMap((text) =>
        [...text.matchAll(/^(?:typedef\b.*?|\} ?)\(?\*?(\w+)\)?(?:\[\w+\]|\(.*\))?(?: __attribute__.*)?;$/gm)].map(
          ([, name = ""]) => name,
        ),
      );
      const tags = [...platform.headers.values()].flatMap((text) =>
        [...text.matchAll(/^(?:typedef )?((?:struct|union) \w+) \{/gm)].map(([, tag = ""]) => tag),
      );
      // Names with two underscores are ours and glibc's own business.
      const types = [...new Set([...typedefs, ...tags])].filter(
        (name) => !/^(struct |union )?__|^(FILE|WINDOW|SCREEN)$/.test(name),
      );
      expect(types).toEqual(expect.arrayContaining(["pthread_mutex_t", "struct timespec", "jmp_buf", "max_align_t"]));
      const facts = types
        .filter((type) => !/^(chtype|mmask_t|attr_t)$/.test(type))
        .flatMap((type) => [`sizeof(${type})`, `_Alignof(${type})`]);
      expect(evaluate(gcc, everything, facts, "ours")).toEqual(evaluate(gcc, everything, facts, "real"));
    });

    test("time_t and its structs have these sizes with a time_t of 64 bits", () => {
      const text = `#define _TIME_BITS 64\n${["sys/time.h", "time.h"].map((name) => `#include <${name}>\n`).join("")}`;
      const types = ["time_t", "struct timespec", "struct timeval", "struct itimerspec"];
      const facts = types.flatMap((type) => [`sizeof(${type})`, `_Alignof(${type})`]);
      facts.push("__builtin_offsetof(struct timespec, tv_nsec)", "__builtin_offsetof(struct timeval, tv_usec)");
      expect(evaluate(gcc, text, facts, "ours")).toEqual(evaluate(gcc, text, facts, "real"));
    });

    test("its structs have these members at these offsets", () => {
      const members: Record<string, string> = {
        "struct timespec": "tv_sec tv_nsec",
        "struct timeval": "tv_sec tv_usec",
        "struct tm": "tm_sec tm_min tm_hour tm_mday tm_mon tm_year tm_wday tm_yday tm_isdst tm_gmtoff tm_zone",
        "struct itimerspec": "it_interval it_value",
        "struct sigaction": "sa_handler sa_sigaction sa_mask sa_flags sa_restorer",
        "struct lconv": "decimal_point thousands_sep grouping currency_symbol int_frac_digits int_n_sign_posn",
        "struct sched_param": "sched_priority",
        "struct timezone": "tz_minuteswest tz_dsttime",
        stack_t: "ss_sp ss_flags ss_size",
        siginfo_t: "si_signo si_errno si_code",
        div_t: "quot rem",
        Dl_info: "dli_fname dli_fbase dli_sname dli_saddr",
        fd_set: "fds_bits",
      };
      const facts = Object.entries(members).flatMap(([type, names]) =>
        names.split(" ").map((name) => `__builtin_offsetof(${type}, ${name})`),
      );
      expect(evaluate(gcc, everything, facts, "ours")).toEqual(evaluate(gcc, everything, facts, "real"));
    });

    test("its macros have these values", () => {
      const guards = new Set([...platform.headers.keys()].map((name) => `_${name.replace(/\W/g, "_").toUpperCase()}`));
      const predefined = macrosOf(succeeded(gcc("", "ours", ["-dM", "-E"])));
      const names = [...macrosOf(succeeded(gcc(everything, "ours", [...features, "-dM", "-E"]))).keys()].filter(
        (name) => !predefined.has(name) && !guards.has(name) && !name.includes("(") && !/^__(SIZEOF|PRI)/.test(name),
      );
      const undefinedNames = names.map((name) => `#ifndef ${name}\nmissing ${name}\n#endif\n`).join("");
      expect(
        succeeded(gcc(everything + undefinedNames, "real", [...features, "-E", "-P"])).match(/^missing \w+$/gm),
      ).toBeNull();

      // Those that are integers for the preprocessor: it can compare them itself.
      const expansions = names.map((name) => `\n@ "${name}" ${name}\n`).join("");
      const integers = [
        ...succeeded(gcc(everything + expansions, "ours", [...features, "-E", "-P"])).matchAll(
          /^@ "(\w+)" ([-+*()<>~ \dxa-fA-FuUlL]*\d[-+*()<>~ \dxa-fA-FuUlL]*)$/gm,
        ),
      ];
      expect(integers.length).toBeGreaterThan(300);
      const differences = integers
        .map(([, name, value]) => `#if (${name}) != (${value})\n@ ${name}\n#endif\n`)
        .join("");
      expect(succeeded(gcc(everything + differences, "real", [...features, "-E", "-P"])).match(/^@ .*$/gm)).toBeNull();
    });
  });

  describe.for(refs)("CPython's headers of %s", (ref) => {
    let tree: SourceTree;
    beforeAll(async () => {
      tree = await (repository as Repository).tree(ref);
      for (const { path, text } of tree.files.values()) write(join(ref, path), text);
    });

    test("evaluate no unknown configuration", () => {
      expect([...pyconfig(tree, platform, "cp").unknown]).toEqual([]);
    });

    test.for(["attribute", "builtin"] as const)("use no __has_%s whose result differs in gcc", (kind) => {
      const asked = [...tree.files.values()].flatMap(({ text }) =>
        [...text.matchAll(new RegExp(`__has_${kind}\\s*\\(\\s*(\\w+)\\s*\\)`, "g"))].map(([, name = ""]) => name),
      );
      const names = [...new Set(asked)].sort();
      const known = kind === "attribute" ? platform.attributes : platform.builtins;
      expect(names.filter((name) => known.has(name))).toEqual(askGcc(gcc, kind, names));
    });

    // What an architecture changes is seen in the internal surface, which has all of the public one.
    const surfaces = name === "linux_x86_64" ? (["public", "internal"] as const) : (["internal"] as const);
    for (const surface of surfaces) {
      for (const abi of ["cp", "cptd"] as const) {
        test(`${surface}, ${abi}: the same errors, and the same macros defined`, () => {
          write(join(ref, name, abi, "pyconfig.h"), pyconfig(tree, platform, abi).text);
          const include = join(folder, ref, "Include");
          const unit = [
            commandLine(platform, abi, surface === "internal"),
            surface === "internal" ? "#define Py_BUILD_CORE\n" : "",
            "#include <Python.h>\n",
            ...headersOf(include, surface).map((name) => `#include "${name}"\n`),
          ].join("");
          const search = [join(folder, ref, name, abi), include, join(include, "internal")].flatMap((path) => [
            "-I",
            path,
          ]);
          const look = (headers: "ours" | "real") => ({
            errors: errorsIn(include, gcc(unit, headers, [...search, ...lenient, "-fsyntax-only"]).errors),
            macros: macrosIn(include, gcc(unit, headers, [...search, "-E", "-dD"]).output),
          });
          const ours = look("ours");
          expect(ours.macros.length).toBeGreaterThan(500);
          expect(ours).toEqual(look("real"));
        });
      }
    }
  });
});

/** Those of the names for which `__has_attribute` or `__has_builtin` is true. */
function askGcc(gcc: Gcc, kind: string, names: string[]): string[] {
  const text = names.map((name) => `#if __has_${kind}(${name})\nhas ${name}\n#endif\n`).join("");
  return [...succeeded(gcc(text, "real", ["-E", "-P"])).matchAll(/^has (\w+)$/gm)].map(([, name = ""]) => name);
}

/** Integer constant expressions → their values, by way of the compiler's assembly text. */
function evaluate(gcc: Gcc, text: string, expressions: string[], headers: "ours" | "real"): Record<string, number> {
  // An operand without its `%c`, which prints one byte of it on s390x.
  const statements = expressions.map((expression, index) => `  __asm__ ("\\n@${index} %0" : : "i" (${expression}));`);
  const unit = `${text}\nvoid facts(void) {\n${statements.join("\n")}\n}\n`;
  const assembly = succeeded(gcc(unit, headers, [...features, "-w", "-S", "-o", "-"]));
  const values = [...assembly.matchAll(/^@(\d+) [#$]?(-?\d+)$/gm)];
  expect(values).toHaveLength(expressions.length);
  return Object.fromEntries(values.map(([, index, value]) => [expressions[Number(index)], Number(value)]));
}

/** Inline functions call names that the prelude does not declare. */
const lenient = ["-w", "-fmax-errors=0", "-Wno-implicit-function-declaration", "-fno-diagnostics-show-caret"];

function headersOf(include: string, surface: "public" | "internal"): string[] {
  const names = readdirSync(include, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".h"));
  const wanted = surface === "public" ? /^[^/]+$/ : /^[^/]+$|^internal\//;
  return names.filter((name) => wanted.test(name) && name !== "Python.h").sort();
}

/** Where gcc sees an error in a header of CPython; its hints name what else is declared, which the prelude need not have. */
function errorsIn(include: string, output: string): string[] {
  expect(output).not.toMatch(/fatal error/);
  const errors = output.split("\n").filter((line) => line.includes(": error: "));
  expect(errors.filter((line) => !line.startsWith(include))).toEqual([]);
  return errors.map((line) => line.replace(/;? did you mean .*$/, ""));
}

/** `#define` and `#undef` lines that stand in a header of CPython, in order. */
function macrosIn(include: string, output: string): string[] {
  let inside = false;
  return output.split("\n").filter((line) => {
    const marker = /^# \d+ "([^"]*)"/.exec(line);
    if (marker) inside = (marker[1] ?? "").startsWith(include);
    return inside && /^#(define|undef) /.test(line);
  });
}

/** Debian's own build of 3.11, as another witness for configure's values. */
const debian = "/usr/include/x86_64-linux-gnu/python3.11/pyconfig.h";

describe("configure", () => {
  const { config } = platformDefinition("linux_x86_64");
  test("found the same for Debian's python3.11", ({ skip }) => {
    let real: Map<string, string>;
    try {
      real = macrosOf(readFileSync(debian, "utf8"));
    } catch {
      return skip("libpython3.11-dev is not installed");
    }
    const different = [...config].filter(
      ([name, value]) => real.has(name) && value !== null && value !== real.get(name),
    );
    // What Debian asks for that a plain ./configure does not, and what the version decides.
    expect(Object.fromEntries(different)).toEqual({
      PY_BUILTIN_HASHLIB_HASHES: '"md5,sha1,sha2,sha3,blake2"',
      PY_SSL_DEFAULT_CIPHERS: "1",
    });
    const missing = [...real.keys()].filter((name) => config.get(name) == null);
    expect(missing.sort()).toEqual([
      "PY_SQLITE_ENABLE_LOAD_EXTENSION",
      "Py_PYCONFIG_H",
      "STRICT_SYSV_CURSES",
      "USE_COMPUTED_GOTOS",
      "WITH_DTRACE",
    ]);
  });
});
