/** Before packing, writes the JSON Schemas of answers that the package includes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { publishedSchemas } from "../routes/schemas/published.ts";

mkdirSync("dist/schema", { recursive: true });
for (const [name, schema] of Object.entries(publishedSchemas)) {
  writeFileSync(`dist/schema/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
}
