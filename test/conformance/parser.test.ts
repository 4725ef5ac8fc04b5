/** Compares the parser's test cases with gcc and clang: which are C, and what they declare. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { declared, refused } from "../c/parser-cases.ts";

const common = "typedef int T; ";

describe.each(["gcc", "clang"])("%s", (compiler) => {
  const takes = (text: string) => {
    const { status, error } = spawnSync(compiler, ["-std=gnu11", "-w", "-fsyntax-only", "-x", "c", "-"], {
      input: text,
    });
    if (error) throw error;
    return status === 0;
  };
  const isThere = spawnSync(compiler, ["--version"]).status === 0;

  test.skipIf(!isThere).each(declared)("accepts %s", (text, name, type) => {
    expect(takes(`${common}${text};`)).toBe(true);
    if (type.includes("(unnamed)")) return;
    // A second declaration of another type would be refused.
    const isType = text.includes("typedef");
    const question = isType ? `(${name} *)0` : `&${name}`;
    const expected = `(__typeof__(${abstractPointer(type)}))0`;
    expect(
      takes(
        `${common}${text}; _Static_assert(__builtin_types_compatible_p(__typeof__(${question}), __typeof__(${expected})), "");`,
      ),
    ).toBe(true);
  });

  test.skipIf(!isThere).each(refused)("rejects %s", (text) => {
    expect(takes(`${common}${text}; int after;`)).toBe(false);
  });
});

/** `T *` of a type as clang spells it: the star goes where a name would. */
function abstractPointer(type: string): string {
  if (/^[^()]*\(\*\)/.test(type)) return type.replace("(*)", "(**)");
  const suffix = /(?:\[|\()/.exec(type);
  return suffix === null ? `${type} *` : `${type.slice(0, suffix.index)}(*)${type.slice(suffix.index)}`;
}
