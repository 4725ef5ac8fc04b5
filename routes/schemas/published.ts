import type { TSchema } from "typebox";
import { rulesetVersion } from "../../src/diff/model.ts";
import { schemaVersion } from "../../src/manifest/model.ts";
import { CheckSchema } from "./check.ts";
import { ChangeSchema, DiffSchema } from "./diff.ts";
import { HistorySchema } from "./history.ts";
import { ManifestSchema, MemberSchema } from "./manifest.ts";

const shared = { Change: ChangeSchema, Member: MemberSchema };

/**
 * The JSON Schemas (2020-12) in the package, by file name. Each is self-contained. `$id` contains the schema's version,
 * which is incremented when the shape of an answer changes.
 */
export const publishedSchemas: Record<string, object> = {
  manifest: published("manifest", ManifestSchema),
  diff: published("diff", DiffSchema, `Rule set ${rulesetVersion}.`),
  check: published("check", CheckSchema),
  history: published("history", HistorySchema),
};

function published(name: string, schema: TSchema, $comment?: string): object {
  const { $id: _ours, ...own } = JSON.parse(JSON.stringify(schema));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:capidiff:schema:${schemaVersion}:${name}`,
    ...($comment && { $comment }),
    ...withLocalRefs(own),
    $defs: Object.fromEntries(
      Object.entries(shared).map(([key, shared]) => {
        const { $id: _its, ...definition } = JSON.parse(JSON.stringify(shared));
        return [key, withLocalRefs(definition)];
      }),
    ),
  };
}

/** Refers to definitions in the same document, where the service refers to schemas by id. */
function withLocalRefs(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => (key === "$ref" && value in shared ? `#/$defs/${value}` : value)),
  );
}
