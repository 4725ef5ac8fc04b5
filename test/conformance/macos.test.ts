/** The platforms for macOS against clang for Darwin, with our own headers in place of the SDK, which is not to be had here. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { commandLine, pyconfig } from "../../src/cpython/pyconfig.ts";
import { Repository } from "../../src/cpython/repository.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { cTokens } from "./manifest/preprocessed.ts";
import { releases } from "./manifest/releases.ts";
import { clangTargets } from "./readings/clang-targets.ts";
import { firstDifference, headersOf, preprocess, searchPath } from "./whole-headers.ts";

const folder = mkdtempSync(join(tmpdir(), "capidiff-macos-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const available = /^(Debian )?clang version 14\./m.test(
  spawnSync("clang", ["--version"], { encoding: "utf8" }).stdout ?? "",
);
if (!available) console.warn("No clang 14: the platforms for macOS are not compared with it.");

const remote = corpusRemote();
const repository = remote === null ? null : new Repository(remote, join(folder, "data"));
const refs = repository === null ? [] : releases(await repository.refs());

/** What differs between Apple's clang and LLVM's of the same number, and what no version of CPython asks about. */
const leftOut = /^__(clang_(minor|patchlevel|version)|VERSION|apple_build_version|FLT16_\w+|\w+_FMT[dioxXu])__$/;

describe.skipIf(!available).for(["macosx_x86_64", "macosx_arm64"] as const)("%s", (name) => {
  const platform = platformDefinition(name);
  const clang = (text: string, args: string[], cwd = "."): { output: string; errors: string } => {
    const all = [...(clangTargets[name] ?? []), "-std=gnu17", "-nostdinc", "-isystem", join(folder, name), ...args];
    const env = { ...process.env, LC_ALL: "C" };
    const outcome = spawnSync("clang", [...all, "-x", "c", "-"], {
      ...{ input: text, cwd: join(folder, cwd), encoding: "utf8", maxBuffer: 1 << 28, env },
    });
    if (outcome.error) throw outcome.error;
    return { output: outcome.stdout, errors: outcome.stderr };
  };
  beforeAll(() => {
    for (const [header, text] of platform.headers) write(join(name, header), text);
  });

  test("clang predefines these macros", () => {
    const macros = (text: string) =>
      [...text.matchAll(/^#define (\w+) ?(.*)$/gm)]
        .filter(([, macro = ""]) => !leftOut.test(macro))
        .map(([, macro, body = ""]) => `${macro} ${body.trim()}`)
        .sort();
    expect(macros(platform.predefined)).toEqual(macros(clang("", ["-dM", "-E"]).output));
  });

  test.for([
    ["attribute", platform.attributes],
    ["builtin", platform.builtins],
    ["feature", platform.features],
    ["extension", platform.extensions],
  ] as const)("clang has every __has_%s that is said to be there", ([kind, names]) => {
    const text = [...names].map((one) => `#if __has_${kind}(${one})\nhas ${one}\n#endif\n`).join("");
    const has = [...clang(text, ["-E", "-P"]).output.matchAll(/^has (\w+)$/gm)].map(([, one]) => one);
    expect(has).toEqual([...names]);
  });

  test("each header is accepted by itself and twice", () => {
    const errors = [...platform.headers.keys()].flatMap((header) => {
      const include = `#include <${header}>\n`;
      const outcome = clang(include + include, ["-fsyntax-only", "-Wall", "-Werror"]);
      return outcome.errors === "" ? [] : [`${header}: ${outcome.errors}`];
    });
    expect(errors).toEqual([]);
  });

  test("types have the sizes and alignments of Apple's open sources", () => {
    const arm = name === "macosx_arm64";
    // XNU's bsd/sys/_types.h and bsd/sys/signal.h, libpthread's sys/_pthread/_pthread_types.h, Libc's _types.h and setjmp.h.
    const sizes: Record<string, [size: number, align: number]> = {
      pthread_t: [8, 8],
      pthread_key_t: [8, 8],
      pthread_mutex_t: [64, 8],
      pthread_mutexattr_t: [16, 8],
      pthread_cond_t: [48, 8],
      pthread_condattr_t: [16, 8],
      pthread_rwlock_t: [200, 8],
      pthread_once_t: [16, 8],
      pthread_attr_t: [64, 8],
      mbstate_t: [128, 8],
      wchar_t: [4, 4],
      wint_t: [4, 4],
      wctype_t: [4, 4],
      time_t: [8, 8],
      clock_t: [8, 8],
      clockid_t: [4, 4],
      suseconds_t: [4, 4],
      "struct timespec": [16, 8],
      "struct timeval": [16, 8],
      "struct tm": [56, 8],
      "struct lconv": [96, 8],
      "struct stat": [144, 8],
      "struct sigaction": [16, 8],
      siginfo_t: [104, 8],
      sigset_t: [4, 4],
      stack_t: [24, 8],
      fd_set: [128, 4],
      fpos_t: [8, 8],
      off_t: [8, 8],
      ino_t: [8, 8],
      dev_t: [4, 4],
      mode_t: [2, 2],
      nlink_t: [2, 2],
      sem_t: [4, 4],
      jmp_buf: [arm ? 192 : 148, 4],
      max_align_t: arm ? [8, 8] : [16, 16],
      va_list: arm ? [8, 8] : [24, 8],
    };
    const includes = "locale pthread semaphore setjmp signal stdarg stddef stdio sys/stat sys/time time wchar"
      .split(" ")
      .map((header) => `#include <${header}.h>\n`);
    const facts = Object.entries(sizes).map(
      ([type, [size, align]]) =>
        `_Static_assert(sizeof(${type}) == ${size} && _Alignof(${type}) == ${align}, "${type}");\n`,
    );
    expect(clang([...includes, ...facts].join(""), ["-fsyntax-only"]).errors).toBe("");
  });

  describe.for(refs)("the headers of %s", (ref) => {
    let tree: SourceTree;
    beforeAll(async () => {
      tree = await (repository as Repository).tree(ref);
      for (const { path, text } of tree.files.values()) write(join(ref, path), text);
    });

    test("evaluate no unknown configuration", () => {
      expect([...pyconfig(tree, platform, "cp").unknown]).toEqual([]);
    });

    test("expand to the same tokens as in clang, which accepts Python.h", () => {
      const generated = pyconfig(tree, platform, "cp");
      write(join(ref, "cp", "pyconfig.h"), generated.text);
      const macros = `${commandLine(platform, "cp", true)}#define Py_BUILD_CORE 1\n`;
      const ours = preprocess(platform, tree, generated, macros, headersOf(tree, "internal"));
      const unit = `${macros}${ours.headers.map((header) => `#include "${header}"\n`).join("")}`;
      const known = platform.predefined.match(/^typedef .*$/gm) ?? [];
      const theirs = cTokens(
        clang([...known, unit].join("\n"), ["-E", "-P", ...searchPath("cp")], ref).output.replace(/^#pragma.*$/gm, ""),
      );
      expect(ours.tokens.length).toBeGreaterThan(20_000);
      expect(firstDifference(ours.tokens, theirs)).toBeNull();

      const python = clang(`${macros}#include <Python.h>\n`, ["-fsyntax-only", "-w", ...searchPath("cp")], ref);
      // Bodies of inline functions call what the prelude does not declare.
      const isCall = (line: string) => /implicit|undeclared (?:function|library)/.test(line);
      expect(python.errors.split("\n").filter((line) => / error: /.test(line) && !isCall(line))).toEqual([]);
    });
  });
});
