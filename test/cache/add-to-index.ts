/** `add-to-index.ts FOLDER N`: adds twenty tags of the series 3.N to the index in a folder. */
import { Indexes } from "../../cache/indexes.ts";
import { jsonBytes } from "../../cache/json.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { func, manifest } from "../diff/manifests.ts";

const [folder = "", n = ""] = process.argv.slice(2);
const indexes = new Indexes(folder, (message) => {
  throw new Error(message);
});
for (let i = 0; i < 20; i++) {
  const ref = `v3.${n}.${i}`;
  const symbols = [func(`Py_${ref.replaceAll(".", "_")}`), func("Pz")];
  const added = manifest({ ref, commit: "a".repeat(40), symbols });
  await indexes.add(defaultTarget, added, jsonBytes(added));
}
