import { expect, test } from "vitest";
import { CheckSteps } from "../../cache/check-steps.ts";
import type { CheckTask } from "../../cache/check-task.ts";
import { defaultTarget } from "../../src/cpython/target.ts";

/** The steps that a check of an extension takes until it is judged; `read`: bytes of what the first step returns. */
async function stepsOf(given: number, read: number): Promise<CheckTask[]> {
  const done: CheckTask[] = [];
  const unused = () => Promise.reject(new Error("not needed"));
  const steps = await CheckSteps.read([{ file: "a.so", bytes: new Uint8Array(given) }], {
    refs: unused,
    resolve: async (ref) => ({ ref, commit: "a".repeat(40), kind: "tag" }),
    tree: unused,
    expect: unused,
    manifest: async () => Buffer.from("{}"),
    storedManifest: unused,
    storedOutline: unused,
    known: unused,
    work: async (task) => {
      done.push(task);
      return Buffer.from(task.step === "judge" ? "{}" : `{"hasSources":false}\n${" ".repeat(read)}`);
    },
    defines: [],
    target: defaultTarget,
  });
  await steps.judge("v3.13.0", "v3.14.0");
  return done;
}

test.each([
  ["small", 10, 10, [false, false, false]],
  ["large", 2 ** 21, 10, [true, true, true]],
  ["small archive of large files", 10, 2 ** 21, [false, true, true]],
])("all steps of a check of a %s extension are of its size, as far as it is known", async (_, given, read, sizes) => {
  const steps = await stepsOf(given, read);
  expect(steps.map(({ step }) => step)).toEqual(["read", "uses", "judge"]);
  expect(steps.map(({ isLarge }) => isLarge)).toEqual(sizes);
});
