import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dataModels } from "../../src/c/data-model.ts";
import { Preprocessor } from "../../src/c/preprocessor.ts";
import type { PreprocessorOptions } from "../../src/c/preprocessor-options.ts";
import { Session } from "../../src/c/session.ts";
import { printTokens } from "../../src/c/token.ts";

type Headers = Readonly<Record<string, string>>;

/** A preprocessor over headers by path; `defines` is in force before the first. */
function open(session: Session, headers: Headers, defines = "", options: Partial<PreprocessorOptions> = {}) {
  const source = (name: string) => {
    const text = headers[name];
    return text === undefined ? null : session.lex(name, text);
  };
  const preprocessor = new Preprocessor({
    search: { find: source },
    session,
    model: dataModels["x86_64-linux-gnu"],
    attributes: new Set(),
    builtins: new Set(),
    ...options,
  });
  preprocessor.include(session.lex("<target>", defines));
  const include = (name: string) => preprocessor.include(source(name) as ReturnType<Session["lex"]>);
  return { preprocessor, include };
}

/** What the headers give, the first read in full, each other one as if it came right after that. */
function read(session: Session, headers: Headers, defines = "", options: Partial<PreprocessorOptions> = {}) {
  const { preprocessor, include } = open(session, headers, defines, options);
  const { macros } = preprocessor;
  const [first = "", ...others] = Object.keys(headers);
  const refusals = [include(first)];
  const defined: string[] = [];
  for (const name of others) {
    const before = preprocessor.checkpoint();
    const refusal = include(name);
    defined.push(
      ...macros.since(before.macros).map((macro) => `${macro.name}${macro.meaning} ${macro.header}:${macro.line}`),
    );
    refusals.push(refusal);
    if (refusal === null) macros.rollback(before.macros);
    else preprocessor.discard(before);
  }
  return {
    text: printTokens(preprocessor.tokens),
    places: preprocessor.tokens.map(({ header, line }) => `${header}:${line}`).join(" "),
    macros: macros
      .all()
      .map(({ name, meaning, header, line }) => `${name}${meaning} ${header}:${line}`)
      .sort(),
    defined: defined.sort(),
    headers: [...preprocessor.headers].map(([path, included]) => [path, [...included].sort()]),
    testedUndefined: [...preprocessor.testedUndefined].map(([name, { header, line }]) => `${name} ${header}:${line}`),
    diagnostics: preprocessor.diagnostics.map(({ code, header, line }) => `${code} ${header}:${line}`),
    refusals,
  };
}

/** Reads `a.h` again and again in one session; gives the runs of lines of each reading. */
function runsIn(headers: Headers) {
  const session = new Session();
  return (defines: string) => {
    const { preprocessor, include } = open(session, headers, defines);
    include("a.h");
    return preprocessor.runs.flatMap((run) => run.parts ?? [run]);
  };
}

/** The result of a second reading after a first in the same session. */
function readAfter(first: Parameters<typeof read> extends [unknown, ...infer R] ? R : never, ...second: typeof first) {
  const session = new Session();
  read(session, ...first);
  return read(session, ...second);
}

describe("a session gives the same results as a reading without it", () => {
  test("if an invocation goes on after a text that is long enough to be cut", () => {
    const headers = { "a.h": `AS_IS(${"int a; ".repeat(1_000)}) int b; X` };
    const defines = "#define AS_IS(code) code\n";
    const again = [headers, `${defines}#define X int c;\n`] as const;
    expect(readAfter([headers, defines], ...again)).toEqual(read(new Session(), ...again));
  });

  test("if text tests for an attribute of another compiler", () => {
    const headers = { "a.h": "int x = __has_attribute(foo);" };
    const has = { attributes: new Set(["foo"]) };
    expect(readAfter([headers, "", has], headers).text).toBe("int x = 0;");
    expect(readAfter([headers], headers, "", has).text).toBe("int x = 1;");
  });

  test("if another run has pinned macros", () => {
    const headers = { "a.h": "#define F(x) x\nF(int) x;" };
    const pinned = { pinned: "#define F(x) pinned x\n" };
    expect(readAfter([headers, "", pinned], headers).text).toBe("int x;");
    expect(readAfter([headers], headers, "", pinned).text).toBe("pinned int x;");
  });

  test("if two runs alternate, in the middle of an expansion of the first", () => {
    const session = new Session();
    const headers = { "a.h": "#define A(x) x A\n", "b.h": "A(1) A(2)\n" };
    const one = open(session, headers, "", { pinned: "#define A(x) one\n" });
    const two = open(session, headers);
    for (const name of ["a.h", "b.h"]) {
      one.include(name);
      two.include(name);
    }
    expect(printTokens(one.preprocessor.tokens)).toBe("one one");
    expect(printTokens(two.preprocessor.tokens)).toBe("1 A 2 A");
  });

  test("if a name becomes a macro in a later header", () => {
    const plain = { "a.h": '#include "b.h"\n#include "c.h"\n', "b.h": "", "c.h": "#pragma once\nint later;" };
    const defined = { ...plain, "b.h": "#define later 1\n" };
    expect(readAfter([plain], defined).text).toBe("int 1;");
    expect(readAfter([defined], plain).text).toBe("int later;");
  });

  test("if a name that a macro dropped becomes a macro", () => {
    const isProbed =
      "#define SECOND(a, b, ...) b\n#define IS(...) SECOND(__VA_ARGS__, 0)\n#define OF(a) IS(PROBE_##a)\n";
    for (const [given, probed] of [
      ["", "IS(PROBE_x)"],
      ["", "OF(x)"],
      ["#define X IS(PROBE_x)\n", "X"],
    ] as const) {
      const probes = "#define A\n#define PROBE_x ~, 1\n";
      // With a question whose answer differs, and as a passage without.
      for (const question of ["#ifdef A\n#endif\n", ""]) {
        const headers = { "a.h": `${isProbed}${given}${question}int x = ${probed};\n` };
        expect(readAfter([headers], headers, probes).text).toBe("int x = 1;");
        const apart = { "a.h": `${isProbed}${given}`, "b.h": `${question}int x = ${probed};\n` };
        expect(readAfter([apart], apart, probes).text).toBe("int x = 1;");
      }
    }
  });

  test("if a condition was evaluated before, whatever its evaluation did besides", () => {
    const options = { maxTokens: 40 };
    for (const condition of [
      "UNKNOWN || defined(OTHER)",
      "1 F(1, 2)",
      "F(+)",
      `${"1 + ".repeat(30)}1`,
      "'a' == 97",
      '__has_include("b.h")',
    ]) {
      const text = `#if ${condition}\nint x;\n#endif\n#ifdef A\n#endif\n`;
      const headers = { "a.h": `#define F(a) a\n${text}`, "b.h": "" };
      const again = [headers, "#define A\n", options] as const;
      expect(readAfter([headers], ...again)).toEqual(read(new Session(), ...again));
    }
  });

  test("if a name in a pinned macro becomes a macro", () => {
    const headers = { "a.h": "#define F(x) x\nint F(a);\n" };
    const pinned = { pinned: "#define F(x) later x\n" };
    expect(readAfter([headers, "", pinned], headers, "#define later 1\n", pinned).text).toBe("int 1 a;");
  });

  test("by the lines that do not mention a name that becomes a macro", () => {
    const headers = { "a.h": "int a;\n#ifdef later\n#endif\nint later;\n" };
    const runsOf = runsIn(headers);
    const [kept, other] = runsOf("");
    const [first, second] = runsOf("#define later 1\n").slice(-2);
    expect(first).toBe(kept);
    expect(second).not.toBe(other);
  });

  test("by lines whose macros expand alike, or did before the last reading", () => {
    const headers = { "a.h": "#ifdef OTHER\n#endif\nint f(x);\n" };
    const runsOf = runsIn(headers);
    const runOf = (defines: string) => runsOf(defines).at(-1);
    const kept = runOf("#define f(a) a b\n");
    expect(runOf("#define f(c) c b\n#define OTHER\n")).toBe(kept);
    expect(runOf("#define f(b) b b\n")).not.toBe(kept);
    expect(runOf("#define f(a) a b\n#define OTHER 2\n")).toBe(kept);
  });

  test("by the declarations beside one that a condition divides", () => {
    const headers = { "a.h": "int a;\n#if 1\nenum e {\n#ifdef MORE\n  m,\n#endif\n  n };\n#endif\nint b;\n" };
    const session = new Session();
    const declaredIn = (defines: string) => {
      const { preprocessor, include } = open(session, headers, defines);
      include("a.h");
      const { results } = session.fragments.parse([session.fragments.of(preprocessor.runs)]);
      return results.flatMap(({ declared }) => declared);
    };
    const [a, e, b] = declaredIn("");
    const [sameA, otherE, sameB] = declaredIn("#define MORE\n");
    expect(sameA).toBe(a);
    expect(sameB).toBe(b);
    expect(otherE?.tokens.map(({ text }) => text).join(" ")).toBe("enum e { m , n }");
    expect(e?.tokens).toHaveLength(5);
  });

  test("without making the tokens of lines that no reading took", () => {
    const headers = { "a.h": "#ifdef OTHER\nint later;\n#endif\nint a;\n", "b.h": "int later;\n" };
    const session = new Session();
    read(session, headers);
    expect(read(session, headers, "#define later 1\n").text).toBe("int a; int 1;");
    const lines = session.lex("a.h", headers["a.h"]).items.filter((item) => item.kind === "text");
    expect(lines.map(({ isTaken }) => isTaken)).toEqual([false, true]);
  });

  test("if a condition has the same result through other macros", () => {
    const headers = { "a.h": "#if VERSION >= 3\nint x;\n#endif\nint y = VERSION;" };
    expect(readAfter([headers, "#define VERSION 3\n"], headers, "#define VERSION 4\n").text).toBe("int x; int y = 4;");
  });

  test("if only the value of a macro in a constant header differs, used or not", () => {
    const headers = (version: number, user: string) => ({
      "a.h": '#include "version.h"\n#include "user.h"\n',
      "version.h": `#ifndef V\n#define V ${version}\n#endif\n`,
      "user.h": user,
    });
    for (const user of ["int x;", "int x = V;", "#if V > 1\nint x;\n#endif", "#ifdef V\nint x;\n#endif"]) {
      const alone = read(new Session(), headers(2, user));
      expect(readAfter([headers(1, user)], headers(2, user))).toEqual(alone);
    }
  });

  test("if an expansion counts", () => {
    const headers = { "a.h": "int a = __COUNTER__;\n", "b.h": "int b = __COUNTER__;\n", "c.h": '#include "a.h"\n' };
    expect(readAfter([headers], headers).text).toBe("int a = 0; int b = 1; int a = 2;");
  });
});

describe("discarded parts leave nothing behind", () => {
  const discarded = (lines: string, then: string) => {
    const { preprocessor, include } = open(new Session(), { "a.h": lines, "b.h": then }, "#define M 1\n");
    const before = preprocessor.checkpoint();
    include("a.h");
    preprocessor.discard(before);
    include("b.h");
    return { text: printTokens(preprocessor.tokens), tested: [...preprocessor.testedUndefined.keys()] };
  };

  test.each([
    ["a count", "int a = __COUNTER__;", "int b = __COUNTER__;", "int b = 0;"],
    [
      "a macro that was pushed",
      '#pragma push_macro("M")\n',
      '#undef M\n#pragma pop_macro("M")\nint b = M;',
      "int b = M;",
    ],
    ["a definition", "#define X 1", "int b = X;", "int b = X;"],
    ["that it was read", "#ifndef A\n#define A\nint a;\n#endif", '#include "a.h"', "int a;"],
  ])("%s", (_, lines, then, text) => {
    expect(discarded(lines, then).text).toBe(text);
  });

  test("a name that was tested", () => {
    expect(discarded("#ifdef X\n#endif", "int b;").tested).toEqual([]);
  });
});

test.each(["#define X 1", "#undef X"])(
  "what `%s` did before a constant header that changed holds without that header's macros",
  (line) => {
    const first = { "a.h": `${line}\n#include "b.h"\nint a;\n`, "b.h": "#define X 2\n" };
    const second = { ...first, "b.h": "" };
    const alone = read(new Session(), second, "#define X 0\n");
    expect(alone.macros).toEqual(line === "#undef X" ? [] : ["X 1 a.h:1"]);
    const session = new Session();
    read(session, first, "#define X 0\n");
    expect(read(session, second, "#define X 0\n")).toEqual(alone);
  },
);

test("a header that was too deep in one inclusion is read in the next, whether the session knows it or not", () => {
  const second = { "a.h": '#include "a.h"\n#include "b.h"\n', "b.h": "#define B 1\n", "c.h": '#include "b.h"\n' };
  const first = { ...second, "a.h": "" };
  const alone = read(new Session(), second);
  expect(alone.diagnostics).toEqual(["include-depth a.h:1", "include-depth a.h:2"]);
  expect(alone.defined).toContain("B 1 b.h:1");
  expect(readAfter([first], second)).toEqual(alone);
});

describe("any headers, in any order, with any macros", () => {
  const name = fc.constantFrom("A", "B", "C", "D", "f", "g");
  const header = fc.constantFrom("a.h", "b.h", "c.h", "d.h", "e.h");
  const value = fc.oneof(fc.constantFrom("", "0", "1", "2", "A", "B + 1", "(C)", "f", "g(1)"), name);
  const condition = fc.oneof(
    fc.tuple(fc.constantFrom("#ifdef ", "#ifndef "), name).map((parts) => parts.join("")),
    fc
      .tuple(name, fc.constantFrom(" > 1", " == 0", "", " + 0 >= B"), fc.boolean())
      .map(([one, rest, isDefined]) => `#if ${isDefined ? `defined(${one}) && ` : ""}${one}${rest}`),
  );
  const line: fc.Arbitrary<string> = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(name, value).map(([one, other]) => `#define ${one} ${other}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(name, fc.constantFrom("x", "y", "A"), value)
        .map(([one, parameter, body]) => `#define ${one}(${parameter}) ${parameter} ${body} #${parameter}`),
    },
    { weight: 1, arbitrary: name.map((one) => `#undef ${one}`) },
    { weight: 3, arbitrary: fc.tuple(name, name).map(([one, other]) => `int ${one}(A) f(${other}, B) C;`) },
    { weight: 3, arbitrary: header.map((one) => `#include "${one}"`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("#pragma once", "#error no", "int c = __COUNTER__;", "int l = __LINE__ g"),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(condition, name, name)
        .map(([test, one, other]) => `${test}\n#define ${one} 1\nint ${other};\n#else\nint no_${one};\n#endif`),
    },
  );
  const text = fc.tuple(fc.boolean(), fc.array(line, { maxLength: 6 })).map(
    ([isGuarded, lines]) =>
      (guard: string) =>
        isGuarded ? `#ifndef ${guard}\n#define ${guard}\n${lines.join("\n")}\n#endif\n` : `${lines.join("\n")}\n`,
  );
  const tree = fc
    .tuple(text, text, text, text, text)
    .map((texts) => Object.fromEntries(texts.map((of, index) => [`${"abcde"[index]}.h`, of(`${"ABCDE"[index]}_H`)])));
  const macros = fc.constantFrom("", "#define A 1\n", "#define A 2\n#define f(x) x\n", "#define B A\n#define C\n");

  test("are read as without a session", () => {
    fc.assert(
      fc.property(
        tree,
        tree,
        fc.array(fc.tuple(fc.nat(4), macros), { minLength: 2, maxLength: 6 }),
        (first, second, readings) => {
          const session = new Session();
          // Trees between the two: some headers of each.
          for (const [taken, defines] of readings) {
            const headers = Object.fromEntries(
              Object.entries(first).map(([path, text], index) => [
                path,
                index < taken ? text : (second[path] as string),
              ]),
            );
            const options = { maxTokens: 2000 };
            expect(read(session, headers, defines, options)).toEqual(read(new Session(), headers, defines, options));
          }
        },
      ),
      { numRuns: Number(process.env.SESSION_RUNS ?? 60) },
    );
  });
});
