/** The platforms of Windows: the prelude's types and macros as mingw-w64 has them, and what Visual C++ predefines as clang says. */

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { declare } from "../../src/c/declare.ts";
import { layoutOf, recordLayoutOf } from "../../src/c/layout.ts";
import type { MemberLayout } from "../../src/c/record-layout.ts";
import { TranslationUnit } from "../../src/c/translation-unit.ts";
import type { CType } from "../../src/c/types.ts";
import { Unknown } from "../../src/c/unknown.ts";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import type { Platform } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { macroValue } from "../../src/manifest/macros.ts";
import { RefReader } from "../../src/manifest/reader.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { clangTargets } from "./readings/clang-targets.ts";
import { mingwArgs, whyNoMingw } from "./readings/mingw.ts";

const platforms = ["win32", "win_amd64", "win_arm64"] as const satisfies Platform[];

function clang(text: string, args: string[]): { output: string; errors: string } {
  const { stdout, stderr, error } = spawnSync("clang", [...args, "-w", "-ferror-limit=0", "-x", "c", "-"], {
    input: text,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, LC_ALL: "C" },
  });
  if (error) throw error;
  return { output: stdout, errors: stderr };
}

const whyNoClang = spawnSync("clang", ["--version"]).status === 0 ? null : "clang is not installed";

test.for(platforms)("%s predefines the macros that clang predefines for Visual C++", (name, { skip }) => {
  skip(whyNoClang !== null, whyNoClang ?? "");
  const macros = (text: string) =>
    Object.fromEntries([...text.matchAll(/^#define (\w+) ?(.*)$/gm)].map(([, macro = "", body = ""]) => [macro, body]));
  // cl's default is /arch:SSE2, and clang's a Pentium.
  const arch = name === "win32" ? ["-msse2"] : [];
  const theirs = macros(clang("", [...(clangTargets[name] ?? []), ...arch, "-dM", "-E"]).output);
  const ours = macros(platformDefinition(name).predefined);
  const microsofts = Object.entries(theirs).filter(([macro]) => /^_(?!_)/.test(macro) && !clangsOwn.has(macro));
  expect(ours).toEqual({ ...Object.fromEntries(microsofts), ...notClangs, _MSC_FULL_VER: ours._MSC_FULL_VER });
});

/** Which build of the compiler it is, the code page that `/utf-8` asks for, and what clang alone has. */
const clangsOwn = new Set(["_MSC_FULL_VER", "_MSC_BUILD", "_MSVC_EXECUTION_CHARACTER_SET", "_ILP32"]);

/** By Microsoft's "Predefined macros": of `/MD`, of no `/Zc:preprocessor`, of no `/fp:`. */
const notClangs = {
  ...{ _MSC_BUILD: "0", _MT: "1", _DLL: "1", _MSVC_TRADITIONAL: "1", _M_FP_PRECISE: "1", __STDC_HOSTED__: "1" },
};

/** All of the prelude that mingw-w64 has too. */
const headers = [...platformDefinition("win_amd64").headers.keys()].filter(
  (name) => !/^(vcruntime|corecrt|corecrt_io|corecrt_wtime|curses|unistd|stdatomic|intrin|\w+intrin)\.h$/.test(name),
);
const everything = `#define WIN32_LEAN_AND_MEAN\n${headers.map((name) => `#include <${name}>\n`).join("")}`;

/** What the front end makes of the prelude. */
function read(platform: Platform) {
  const file = (path: string, text: string) => [path, { path, blob: "0".repeat(40), text }] as const;
  const tree: SourceTree = { ref: "prelude", commit: "", files: new Map([file("Include/Python.h", everything)]) };
  const surface = new RefReader(tree, { abi: "cp", platform, limitedApi: null }, new ManifestSession()).read(
    "cp",
    "",
    false,
  );
  expect(surface.diagnostics).toEqual([]);
  const unit = new TranslationUnit(platformDefinition(platform).dataModel);
  for (const { declaration } of surface.declarations) declare(declaration, unit);
  return { surface, unit };
}

/** Integer constant expressions → the values that mingw-w64's headers give them; null where they know no such. */
function valuesOf(expressions: string[], platform: Platform): Map<string, bigint | null> {
  const args = [...(clangTargets[platform] ?? []), ...mingwArgs(platform)];
  let known = expressions;
  const input = () =>
    everything + known.map((one, index) => `\n# ${index} "fact"\nlong long v${index} = ${one};`).join("");
  const wrong = [...clang(input(), [...args, "-fsyntax-only"]).errors.matchAll(/^fact:(\d+):\d+: error:/gm)];
  const unknown = new Set(wrong.map(([, index]) => known[Number(index)]));
  known = expressions.filter((expression) => !unknown.has(expression));
  const { output, errors } = clang(input(), [...args, "-S", "-emit-llvm", "-o", "-"]);
  expect(errors).toBe("");
  const values = new Map<string, bigint | null>(expressions.map((expression) => [expression, null]));
  for (const [, index, value = ""] of output.matchAll(/^@v(\d+) = .*global i64 (-?\d+)/gm))
    values.set(known[Number(index)] ?? "", BigInt(value));
  return values;
}

/** Sizes, alignments and members' offsets of all that the prelude defines, as we have them. */
function factsOf({ unit }: ReturnType<typeof read>): Map<string, bigint> {
  const facts = new Map<string, bigint>();
  const note = (name: string, type: CType) => {
    const layout = layoutOf(type, unit);
    if (layout instanceof Unknown) return;
    facts.set(`sizeof(${name})`, BigInt(layout.size)).set(`_Alignof(${name})`, BigInt(layout.align));
    const record = unit.resolve(type);
    const members = record instanceof Unknown || record.kind !== "record" ? null : recordLayoutOf(record, unit);
    if (members === null || members instanceof Unknown) return;
    for (const member of members.members as MemberLayout[])
      facts.set(`__builtin_offsetof(${name}, ${member.name})`, BigInt(member.offset));
  };
  for (const [name] of unit.typedefs) note(name, { kind: "named", name });
  for (const [name] of unit.records) {
    const [record, tag = ""] = name.split(" ") as ["struct" | "union", string];
    note(name, { kind: "record", record, tag, definition: null });
  }
  return facts;
}

test.for(platforms)("%s: types of the prelude have the layout that mingw-w64's have", (platform, { skip }) => {
  const reason = whyNoClang ?? whyNoMingw(platform);
  skip(reason !== null, reason ?? "");
  const facts = factsOf(read(platform));
  expectAgreement(platform, facts, typesOfTheirOwn);
});

test.for(platforms)("%s: macros of the prelude have the values that mingw-w64's have", (platform, { skip }) => {
  const reason = whyNoClang ?? whyNoMingw(platform);
  skip(reason !== null, reason ?? "");
  const { surface, unit } = read(platform);
  const facts = new Map<string, bigint>();
  for (const macro of surface.macros.values()) {
    const value = macroValue(macro, (one, isLast) => surface.expansionOf(one, { isLast }), surface.types, unit);
    if (value !== null) facts.set(macro.name, BigInt.asIntN(64, BigInt(value)));
  }
  expectAgreement(platform, facts, valuesOfTheirOwn);
});

/** Where mingw-w64 has what gcc has, its own names, or an older Windows. */
const typesOfTheirOwn =
  /\b(u?int_fast16_t|float_t|max_align_t|_SETJMP_FLOAT128|__vcrt_bool|__crt_locale_pointers|_Lldiv_t|_lldiv_t|_crt_signal_t|Identifier|_FILE_ID_128|_RTL_RUN_ONCE)\b/;
const valuesOfTheirOwn =
  /^(U?INT_FAST16_(MIN|MAX)|FLT_(EVAL_METHOD|ROUNDS)|FP_(INFINITE|NAN|NORMAL|SUBNORMAL|ZERO)|math_errhandling|MATH_\w+|L_tmpnam|TMP_MAX|_CRT_INT_MAX|EOTHER|O_SHORT_LIVED|WINAPI_(FAMILY|PARTITION)\w*|NTDDI_(VERSION|WIN1[01]_\w+))$/;

function expectAgreement(platform: Platform, facts: Map<string, bigint>, theirOwn: RegExp): void {
  const asked = [...facts].filter(([name]) => !theirOwn.test(name));
  const theirs = valuesOf(
    asked.map(([name]) => name),
    platform,
  );
  const wrong = asked.filter(([name, value]) => theirs.get(name) !== value);
  console.info(
    `${platform}: ${asked.length - wrong.length}/${asked.length} agreed, ${facts.size - asked.length} left out`,
  );
  expect(wrong.map(([name, value]) => `${name} is ${theirs.get(name)}, not ${value}`)).toEqual([]);
  expect(asked.length).toBeGreaterThan(300);
}
