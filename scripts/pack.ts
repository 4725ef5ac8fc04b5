/** Writes what the package carries beside the code, before it is packed: the JSON Schemas of its answers. */
import { mkdirSync, writeFileSync } from "node:fs";
import { publishedSchemas } from "../routes/schemas/published.ts";

mkdirSync("dist/schema", { recursive: true });
for (const [name, schema] of Object.entries(publishedSchemas)) {
  writeFileSync(`dist/schema/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
}
