import { expect, test } from "vitest";
import { ThreadBuilder } from "../../cache/builder.ts";
import { Indexes } from "../../cache/indexes.ts";
import { jsonBytes } from "../../cache/json.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { func, manifest } from "../diff/manifests.ts";
import { temporaryFolder } from "./disk.ts";

const bytes = jsonBytes(manifest({ ref: "v3.13.5", commit: "a".repeat(40), symbols: [func("PyA")] }));

test("a thread does its tasks in turn, but adds to the index last", async () => {
  using disk = temporaryFolder();
  const indexes = new Indexes(disk.folder, (message) => {
    throw new Error(message);
  });
  const builder = new ThreadBuilder(indexes);
  const done: string[] = [];
  const add = builder.build("index", { target: defaultTarget, manifest: bytes }).then(() => done.push("index"));
  const wrong = builder.build("diff", { from: Buffer.from("{"), to: bytes, filter: {} });
  const failure = expect(wrong.finally(() => done.push("wrong"))).rejects.toThrow("JSON");
  const diff = builder.build("diff", { from: bytes, to: bytes, filter: {} }).then(() => done.push("diff"));
  await Promise.all([add, failure, diff]);
  expect(done).toEqual(["wrong", "diff", "index"]);
  expect((await indexes.of(defaultTarget)).manifest("v3.13.5", "a".repeat(40))).toEqual(bytes);
});
