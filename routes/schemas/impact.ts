import { Type } from "typebox";
import { impacts } from "../../src/diff/model.ts";
import { needs } from "../../src/usage/impact.ts";
import { dictionary, nullable, oneOf } from "./common.ts";
import { DiffSideSchema, subjectKinds } from "./diff.ts";

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const closed = { additionalProperties: false };

/** Who uses what a change is about. */
export const HitsSchema = Type.Object(
  {
    packages: count,
    author: Type.Integer({ minimum: 0, description: "Packages whose own code uses it" }),
    tools: dictionary<number>({
      type: "integer",
      description: "Packages that have it only by way of what a tool wrote, as Cython, by tool",
    }),
    headers: Type.Integer({
      minimum: 0,
      description: "Packages that have it only by way of macros and inline functions of CPython's own headers",
    }),
    names: Type.Array(text, { description: "Those first whose own code uses it, the largest first; at most ten" }),
  },
  { ...closed, description: "How many packages of the index of usage" },
);

const BreakSchema = Type.Object(
  {
    used: Type.String({ description: "A name, PyFooObject.member or header.h" }),
    by: oneOf(["author", "tool"], { description: "Whose code it is" }),
    tools: Type.Array(text),
    modules: Type.Integer({ minimum: 1, description: "That use it" }),
    already: Type.Boolean({ description: "Whether `from` has it not either" }),
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
    usage: Type.Object(
      { sources: Type.Array(Type.Object({ title: text, date: text }, closed)), packages: count, modules: count },
      closed,
    ),
    summary: Type.Object(
      {
        work: Type.Integer({ description: "Packages whose authors' code uses what is gone" }),
        tool: Type.Integer({ description: "Packages that a newer release of the tool that wrote them mends" }),
        unknown: Type.Integer({ description: "Packages that import what headers do not tell about" }),
        builds: Type.Integer({ description: "Packages that are built anew as they are" }),
        loads: Type.Integer({ description: "Packages whose modules load as they are built" }),
        already: Type.Integer({ description: "Packages of `work` and `tool` that `from` asks the same of" }),
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
            description: "Imported names of which headers do not tell whether `to` has them",
          }),
        },
        closed,
      ),
      { description: "What is most work first, the largest first" },
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
      { description: "Those that packages use and that break, are risky or deprecate; what most use first" },
    ),
  },
  { $id: "Impact", ...closed, description: "What a newer version does to the packages of an index of usage" },
);
