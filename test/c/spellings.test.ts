import { expect, test } from "vitest";
import { Spellings } from "../../src/c/spellings.ts";

test("gives equal texts back as they are, whatever their length", () => {
  const spellings = new Spellings();
  for (const text of ["x", "PyObject", "a_name_of_more_than_a_dozen_characters", '"ä\\u00e4 – 🐍"', "名前"]) {
    expect(spellings.of(`<${text}>`.slice(1, -1))).toBe(text);
    expect(spellings.of(text)).toBe(text);
  }
});
