import type { Builder } from "../../cache/builder.ts";
import type { Indexes } from "../../cache/indexes.ts";
import { jsonBytes, parseJson } from "../../cache/json.ts";
import type { TaskInput, TaskName } from "../../cache/tasks.ts";
import { func, manifest } from "../diff/manifests.ts";

type Tasks = { [Name in TaskName]: (input: TaskInput<Name>) => Promise<Buffer> };

/** Builds manifests of one symbol, and adds them to an index. @param begin called before each; may throw */
export function indexingBuilder(indexes: Indexes, begin: (input: TaskInput<"manifest">) => void = () => {}): Builder {
  const tasks: Pick<Tasks, "manifest" | "index"> = {
    async manifest(input) {
      begin(input);
      const { ref, commit } = input.tree;
      return jsonBytes(manifest({ ref, commit, symbols: [func("PyA")] }));
    },
    async index({ target, manifest }) {
      await indexes.add(target, parseJson(manifest), Buffer.from(manifest));
      return Buffer.alloc(0);
    },
  };
  return { build: (name, input) => (tasks as Tasks)[name](input) };
}
