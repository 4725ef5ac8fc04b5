import { Type } from "typebox";
import { abis, platforms } from "../../src/cpython/target.ts";
import { confidences, impacts, topics } from "../../src/diff/model.ts";
import { surfaces, tiers } from "../../src/manifest/model.ts";
import { closed, nullable, oneOf } from "./common.ts";
import { HitsSchema, UsageDataSchema } from "./usage.ts";

const ReleaseName = Type.Object({ ref: Type.String(), version: Type.String() }, closed);

const MemberFacts = Type.Object(
  {
    type: Type.String(),
    offset: nullable(Type.Integer({ description: "Bytes from the start of the struct" })),
    size: nullable(Type.Integer({ description: "Bytes" })),
    bitOffset: Type.Optional(Type.Integer({ description: "Bits from the start of the struct; for a bit-field" })),
    bitWidth: Type.Optional(Type.Integer()),
    opaque: Type.Boolean({ description: "Whether the struct is opaque on the public surface" }),
    header: Type.String(),
    surface: oneOf(surfaces),
    tier: oneOf(tiers),
  },
  closed,
);

const BoundaryChange = Type.Object(
  {
    id: Type.String(),
    rule: Type.String(),
    topic: oneOf(topics),
    subject: Type.Object({ kind: Type.String(), name: Type.String() }, closed),
    member: nullable(Type.String()),
    tier: oneOf(tiers, { description: "The stronger of both sides' tiers" }),
    source: oneOf(impacts),
    binary: oneOf(impacts),
    message: Type.String(),
    hint: nullable(Type.String()),
    newName: Type.Optional(Type.String()),
    renamedFrom: Type.Optional(Type.String()),
    confidence: Type.Optional(oneOf(confidences)),
    shifted: Type.Optional(Type.Array(Type.Object({}, { description: "As in a diff" }))),
    replacement: Type.Optional(Type.Array(Type.String(), { description: "Replacements" })),
  },
  closed,
);

const Stretch = Type.Object(
  {
    from: ReleaseName,
    to: ReleaseName,
    releases: Type.Integer({ description: "Number of versions" }),
    facts: nullable(
      Type.Union([
        MemberFacts,
        Type.Object({ name: Type.String() }, { description: "The symbol or struct as in a manifest" }),
      ]),
    ),
    restored: Type.Boolean({ description: "Whether it existed before and was gone in between" }),
    changes: Type.Array(BoundaryChange, {
      description: "Changes of the name between the previous stretch's last version and this one's first",
    }),
  },
  closed,
);

export const HistorySchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    rulesetVersion: Type.Integer(),
    subject: Type.Object(
      { kind: oneOf(["symbol", "struct", "member"]), name: Type.String(), member: Type.Optional(Type.String()) },
      closed,
    ),
    complete: Type.Boolean(),
    missing: Type.Array(Type.String(), {
      description: "Refs not in the index yet, about which nothing is said",
    }),
    histories: Type.Array(
      Type.Object(
        {
          targets: Type.Array(Type.Object({ abi: oneOf(abis), platform: oneOf(platforms) }, closed)),
          complete: Type.Boolean(),
          doubts: Type.Array(Type.String(), {
            description: "Refs not understood well enough to judge the name",
          }),
          stretches: Type.Array(Stretch, {
            description: "Over the versions that have the target, without gaps, oldest first",
          }),
        },
        closed,
      ),
      { description: "Targets with equal histories are merged" },
    ),
    usedBy: nullable(HitsSchema, {
      description: "Null if not known: the modules of the index import no macros, types and members",
    }),
    usage: UsageDataSchema,
  },
  { $id: "History", ...closed },
);
