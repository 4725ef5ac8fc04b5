import { Type } from "typebox";
import { gapKinds } from "../../src/gaps/model.ts";
import { tiers } from "../../src/manifest/model.ts";
import { closed, dictionary, nullable, oneOf } from "./common.ts";
import { DiffSideSchema } from "./diff.ts";
import { HitsSchema, UsageDataSchema } from "./usage.ts";

const text = Type.String();
const count = Type.Integer({ minimum: 0 });

const entities = [
  ...["function", "inline-function", "macro", "variable", "typedef", "enumerator", "struct", "union", "name"],
] as const;

const GapSchema = Type.Object(
  {
    gap: oneOf(gapKinds, {
      description:
        "missing: a name is not there; extra: CPython does not have it; kind: it is something else, such as a macro for a function; " +
        "type: another signature or type; value: another constant; layout: a struct lies otherwise",
    }),
    name: text,
    kind: oneOf(entities),
    tier: nullable(oneOf(tiers)),
    header: nullable(text),
    details: Type.Array(text, { description: "What differs, said of the implementation" }),
    usedBy: nullable(HitsSchema),
  },
  closed,
);

export const GapsSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    complete: Type.Boolean(),
    implementation: Type.Union([DiffSideSchema, Type.Object({ bindings: text, entries: count }, closed)]),
    reference: DiffSideSchema,
    usage: nullable(UsageDataSchema),
    summary: dictionary<Record<string, number>>({
      type: "object",
      additionalProperties: { type: "integer" },
      description: "Number of gaps by kind and tier",
    }),
    gaps: Type.Array(GapSchema, { description: "By kind, those that most packages use first" }),
    unknown: Type.Array(text, { description: "Names that could not be compared" }),
  },
  {
    $id: "Gaps",
    ...closed,
    description: "What an implementation lacks of CPython's public API, and what differs in it",
  },
);
