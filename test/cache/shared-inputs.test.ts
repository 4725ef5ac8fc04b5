import { expect, test } from "vitest";
import { SharedInputs } from "../../cache/shared-inputs.ts";

const isShared = (bytes: Uint8Array) => bytes.buffer instanceof SharedArrayBuffer;

test("large bytes that are passed again are passed in shared memory, wherever they are in the input", () => {
  const inputs = new SharedInputs();
  const large = Buffer.alloc(2 ** 17, "large");
  const pass = () => inputs.of({ from: { manifest: large, tree: null }, names: [large] });
  const first = inputs.of({ manifest: large });
  expect(isShared(first.manifest)).toBe(false);
  const again = pass();
  expect(isShared(again.from.manifest)).toBe(true);
  expect(Buffer.from(again.from.manifest).equals(large)).toBe(true);
  expect(again.names[0]).toBe(again.from.manifest);
  expect(pass().from.manifest).toBe(again.from.manifest);
});

test("all else is passed as it is", () => {
  const inputs = new SharedInputs();
  const input = {
    small: Buffer.from("small"),
    files: new Map([["a.h", "int a;"]]),
    list: [1, null, "text"],
    no: undefined,
  };
  for (const passed of [inputs.of(input), inputs.of(input)]) {
    expect(passed).toEqual(input);
    expect(passed.small).toBe(input.small);
    expect(passed.files).toBe(input.files);
  }
});
