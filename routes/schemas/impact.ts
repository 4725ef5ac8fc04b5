import { Type } from "typebox";
import { impacts } from "../../src/diff/model.ts";
import { needs } from "../../src/usage/impact-model.ts";
import { closed, nullable, oneOf } from "./common.ts";
import { DiffSideSchema, subjectKinds } from "./diff.ts";
import { HitsSchema, UsageDataSchema } from "./usage.ts";

const text = Type.String();
const count = Type.Integer({ minimum: 0 });

const BreakSchema = Type.Object(
  {
    used: Type.String({ description: "A name, PyFooObject.member or header.h" }),
    by: oneOf(["author", "tool"], { description: "The origin of the use" }),
    tools: Type.Array(text),
    modules: Type.Integer({ minimum: 1, description: "Number of modules that use it" }),
    already: Type.Boolean({ description: "Whether `from` lacks it too" }),
    message: text,
    replacement: Type.Array(text),
    hint: nullable(text),
  },
  closed,
);

export const ImpactSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    complete: Type.Boolean(),
    from: DiffSideSchema,
    to: DiffSideSchema,
    usage: UsageDataSchema,
    summary: Type.Object(
      {
        work: Type.Integer({ description: "Packages whose authors' code uses what is gone" }),
        tool: Type.Integer({ description: "Packages fixed by regenerating with a newer release of their tool" }),
        unknown: Type.Integer({ description: "Packages whose imports are not all visible in headers" }),
        builds: Type.Integer({ description: "Packages that need a rebuild without changes" }),
        loads: Type.Integer({ description: "Packages whose built modules load" }),
        already: Type.Integer({ description: "Packages in `work` and `tool` that need the same for `from`" }),
      },
      closed,
    ),
    packages: Type.Array(
      Type.Object(
        {
          name: text,
          version: text,
          pypi: nullable(text),
          need: oneOf(needs),
          already: Type.Boolean(),
          modules: count,
          tools: Type.Array(text),
          breaks: Type.Array(BreakSchema),
          doubts: Type.Array(text, {
            description: "Imported names for which headers do not show whether `to` exports them",
          }),
        },
        closed,
      ),
      { description: "Most work first, then by size" },
    ),
    changes: Type.Array(
      Type.Object(
        {
          id: text,
          rule: text,
          subject: Type.Object({ kind: oneOf(subjectKinds), name: text }, closed),
          member: nullable(text),
          source: oneOf(impacts),
          binary: oneOf(impacts),
          message: text,
          usedBy: HitsSchema,
        },
        closed,
      ),
      { description: "Changes that packages use and that break, are risky or deprecate; most used first" },
    ),
  },
  { $id: "Impact", ...closed, description: "The impact of a newer version on the packages of an index of usage" },
);
