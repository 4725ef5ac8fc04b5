import { describe, expect, test } from "vitest";
import { jsonBytes } from "../../cache/json.ts";
import { ParsedValues } from "../../cache/parsed.ts";

const bytes = (text: string) => jsonBytes({ text });

describe("parsed values", () => {
  test("is the same value for the same content", () => {
    const parsed = new ParsedValues(1000);
    expect(parsed.get(bytes("a"))).toEqual({ text: "a" });
    expect(parsed.get(bytes("a"))).toBe(parsed.get(new Uint8Array(bytes("a"))));
    expect(parsed.get(bytes("b"))).toEqual({ text: "b" });
  });

  test("is given up past so many bytes, that longest ago first", () => {
    const parsed = new ParsedValues(3 * bytes("a").length);
    const [a, b] = ["a", "b", "c"].map((text) => parsed.get(bytes(text)));
    expect(parsed.get(bytes("a"))).toBe(a);
    parsed.get(bytes("d"));
    expect(parsed.get(bytes("a"))).toBe(a);
    expect(parsed.get(bytes("b"))).not.toBe(b);
    expect(new ParsedValues(0).get(bytes("a"))).toEqual({ text: "a" });
  });

  test("need no parsing if they were made from known values", () => {
    const parsed = new ParsedValues(0);
    const [made, value] = [bytes("a"), { text: "a" }];
    parsed.set(made, value);
    expect(parsed.get(made)).toBe(value);
  });
});
