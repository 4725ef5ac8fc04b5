import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { preprocess, textsOf } from "../c/front-end.ts";
import { cases } from "../c/preprocessor-cases.ts";
import { condition, definitions } from "./macros/conditions.ts";
import { gccAvailable, preprocessWithGcc } from "./macros/gcc.ts";
import { program } from "./macros/programs.ts";

const options = { attributes: new Set(["aligned"]), builtins: new Set(["__builtin_expect"]) };

describe.skipIf(!gccAvailable)("gcc preprocesses the specification's cases alike (skipped without gcc)", () => {
  describe.each(Object.entries(cases))("%s", (_, group) => {
    test.each(Object.entries(group))("%s", (_, { source, headers, error }) => {
      const gcc = preprocessWithGcc(source, headers);
      if (error !== undefined) expect(gcc.errors).not.toEqual([]);
      else expect(gcc).toEqual({ texts: textsOf(preprocess(source, headers, options).tokens), errors: [] });
    });
  });
});

describe.skipIf(!gccAvailable)("gcc preprocesses random macros alike", () => {
  test("however they mention each other", () => {
    let accepted = 0;
    const property = fc.property(fc.array(program, { minLength: 400, maxLength: 400 }), (programs) => {
      const headers = Object.fromEntries(programs.map((text, index) => [`p${index}.h`, text]));
      // Each in a header of its own: an invocation without an end goes no further than that.
      const main = programs.map((_, index) => `program_${index}\n#include "p${index}.h"\n`).join("");
      const { texts, errors } = preprocessWithGcc(main, headers);
      const wrong = new Set(errors.map((error) => error.split(":")[0]));
      const theirs = new Map<string, string[]>();
      for (const text of texts) {
        if (text.startsWith("program_")) theirs.set(text, []);
        else [...theirs.values()].at(-1)?.push(text);
      }
      for (const [index, program] of programs.entries()) {
        if (wrong.has(`p${index}.h`)) continue;
        accepted++;
        const { tokens } = preprocess(`#include "p${index}.h"`, headers);
        expect(comparable(textsOf(tokens)), program).toEqual(comparable(theirs.get(`program_${index}`) ?? []));
      }
    });
    fc.assert(property, { numRuns: 3, endOnFailure: true, reporter });
    expect(accepted).toBeGreaterThan(400);
  });

  test("in conditions", () => {
    let accepted = 0;
    const property = fc.property(fc.array(condition, { minLength: 1000, maxLength: 1000 }), (conditions) => {
      const groups = conditions.map((condition, index) => `#if ${condition}\nheld_${index}\n#endif\n`);
      const text = `${definitions}${groups.join("")}`;
      const { texts, errors } = preprocessWithGcc(text);
      const linesBefore = definitions.split("\n").length;
      const wrong = new Set(errors.map((error) => (Number(error.split(":")[1]) - linesBefore) / 3));
      const { tokens, diagnostics } = preprocess(text);
      const ours = new Set(textsOf(tokens));
      const rejected = new Set(diagnostics.map(({ line }) => (line - linesBefore) / 3));
      for (const [index, condition] of conditions.entries()) {
        expect(rejected.has(index), condition).toBe(wrong.has(index));
        if (wrong.has(index)) continue;
        accepted++;
        expect(ours.has(`held_${index}`), condition).toBe(texts.includes(`held_${index}`));
      }
    });
    fc.assert(property, { numRuns: 2, endOnFailure: true, reporter });
    expect(accepted).toBeGreaterThan(1000);
  });
});

/** Whether `#` gives a space beside what expands to nothing is gcc's own affair. */
function comparable(texts: string[]): string[] {
  return texts.map((text) => (text.startsWith('"') ? text.replaceAll(" ", "") : text));
}

/** What was drawn says nothing: the message names the one that is wrong, and the seed repeats it. */
function reporter({ failed, seed, errorInstance }: fc.RunDetails<[string[]]>): void {
  if (failed) throw new Error(`with seed ${seed}: ${(errorInstance as Error | null)?.message}`);
}
