import { expect, test } from "vitest";
import { CheckSteps, type CheckStepsOptions } from "../../cache/check-steps.ts";
import type { CheckTask } from "../../cache/check-task.ts";
import type { ResolvedRef } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";

const unused = () => Promise.reject(new Error("not needed"));
const tag = (ref: string): ResolvedRef => ({ ref, commit: ref, kind: "tag" });

/** The steps of a check of a file of so many bytes, which may need no more than is given. */
const stepsWith = (size: number, given: Pick<CheckStepsOptions, "work"> & Partial<CheckStepsOptions>) =>
  CheckSteps.read([{ file: "a.so", bytes: new Uint8Array(size) }], {
    refs: unused,
    resolve: async (ref) => tag(ref),
    tree: unused,
    expect: unused,
    manifest: async () => Buffer.from("{}"),
    storedManifest: unused,
    storedOutline: unused,
    known: unused,
    defines: [],
    target: defaultTarget,
    ...given,
  });

/** The steps that a check of an extension takes until it is judged; `read`: bytes of what the first step returns. */
async function stepsOf(given: number, read: number): Promise<CheckTask[]> {
  const done: CheckTask[] = [];
  const steps = await stepsWith(given, {
    work: async (task) => {
      done.push(task);
      return Buffer.from(task.step === "judge" ? '{"findings":[]}' : `{"hasSources":false}\n${" ".repeat(read)}`);
    },
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

test("what modules import and neither version has is looked for in others, once", async () => {
  const done: CheckTask[] = [];
  const asked: string[][] = [];
  const names = ["PyNew", "PyOther"];
  const steps = await stepsWith(10, {
    storedManifest: async ({ ref }) => Buffer.from(ref),
    known: async (_compared, others) => {
      asked.push(others.map(({ ref }) => ref));
      return { names: [], omitted: others.length === 0 ? [tag("v3.14.0"), tag("v3.15.0")] : [] };
    },
    work: async (task) => {
      done.push(task);
      switch (task.step) {
        case "judge": {
          const isKnown = (name: string) => Object.hasOwn(task.facts, name);
          const findings = names.map((name) => ({
            kind: isKnown(name) ? "missing" : "unknown",
            by: "binary",
            used: { kind: "symbol", name },
          }));
          return Buffer.from(JSON.stringify({ findings }));
        }
        case "mentions":
          return Buffer.from(String("manifest" in task && String(task.manifest) === "v3.15.0"));
        case "facts":
          return Buffer.from('{"PyNew":{"series":["3.15"],"limitedApi":null}}');
        default:
          return Buffer.from('{"hasSources":false}\n');
      }
    },
  });
  const { findings } = await steps.judge("v3.12.0", "v3.13.0");
  expect(findings.map(({ kind }) => kind)).toEqual(["missing", "unknown"]);
  expect(asked).toEqual([[], ["v3.15.0"]]);
  await steps.judge("v3.12.0", "v3.13.0");
  expect(done.map(({ step }) => step)).toEqual("read uses judge mentions mentions facts judge judge".split(" "));
});
