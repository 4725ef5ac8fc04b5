import { describe, expect, test } from "vitest";
import { preprocess, textsOf } from "../c/front-end.ts";
import { cases } from "../c/preprocessor-cases.ts";
import { gccAvailable, preprocessWithGcc } from "./macros/gcc.ts";

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
