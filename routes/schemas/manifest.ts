import { Type } from "typebox";
import { argumentEffects, references } from "../../src/cpython/refcounts.ts";
import { threadSafeties } from "../../src/cpython/thread-safety.ts";
import { type ManifestSymbol, surfaces, tiers } from "../../src/manifest/model.ts";
import { maxPatternLength } from "../../src/manifest/pattern.ts";
import { layoutFormatNames } from "../../src/report/layout/formats.ts";
import {
  buildQuery,
  closed,
  dictionary,
  nextCursor,
  nullable,
  oneOf,
  pageQuery,
  TargetSchema,
  targetQuery,
} from "./common.ts";

const text = Type.String();
const line = Type.Integer({ minimum: 1 });
const bytes = nullable(Type.Integer());

const entry = {
  name: text,
  surface: oneOf(surfaces),
  tier: oneOf(tiers),
  header: Type.String({ description: "The path in the ref's tree, Include/…" }),
  line,
};
const limitedApi = nullable(
  Type.Object({ since: Type.String({ description: "The lowest Py_LIMITED_API at which the headers show it" }) }),
);
const stableAbi = nullable(
  Type.Object({
    added: nullable(
      Type.String({
        description:
          "From Misc/stable_abi.toml; null for exported names of the limited API if the tree has no such list",
      }),
    ),
  }),
);
const symbol = {
  ...entry,
  alsoIn: Type.Optional(Type.Array(text, { description: "Other headers that declare it, in the order they are read" })),
  deprecated: nullable(Type.String({ description: "The version in Py_DEPRECATED; empty if the headers give none" })),
  limitedApi,
  stableAbi,
};
const params = nullable(Type.Array(text));
/** A macro of the same name that does more than cast. */
const macro = nullable(Type.Object({ params, body: text }, closed));
const exported = Type.Boolean({ description: "Marked with PyAPI_FUNC or PyAPI_DATA" });
const implementation = nullable(
  Type.Object(
    {
      kind: oneOf(["call", "inline", "macro"]),
      name: nullable(Type.String({ description: "The function called, or whose code is compiled in" })),
      imports: Type.Array(text, {
        description: "Exported functions and variables that an extension imports as a result",
      }),
    },
    { ...closed, description: "What using it compiles into an extension, through chains of macros" },
  ),
);

const documented = {
  reference: nullable(
    oneOf(references, { description: "The reference returned; null if Doc/data/refcounts.dat does not say" }),
  ),
  threadSafety: nullable(
    oneOf(threadSafeties, { description: "null if Doc/data/threadsafety.dat does not say, as before 3.15" }),
  ),
};
const effect = oneOf(argumentEffects, {
  description: "The effect on the reference passed, if Doc/data/refcounts.dat says",
});

const FunctionSchema = Type.Object(
  {
    ...symbol,
    kind: oneOf(["function", "inline-function"]),
    exported,
    returns: text,
    params: Type.Array(Type.Object({ type: text, name: nullable(text), reference: Type.Optional(effect) }, closed)),
    variadic: Type.Boolean(),
    castMacro: Type.Boolean({ description: "A macro of the same name only casts the arguments and calls it" }),
    macro,
    bodyHash: nullable(text),
    calls: nullable(Type.String({ description: "The function called, if that is the whole body" })),
    implementation,
    ...documented,
  },
  closed,
);
const MacroSchema = Type.Object(
  {
    ...symbol,
    kind: oneOf(["macro"]),
    params,
    body: text,
    value: nullable(Type.String({ description: "Decimal, for an integer constant expression" })),
    standsFor: nullable(Type.String({ description: "The name it stands for or calls with its own arguments" })),
    assignable: Type.Boolean({ description: "It expands to an lvalue" }),
    implementation,
    ...documented,
  },
  closed,
);
const VariableSchema = Type.Object(
  {
    ...symbol,
    kind: oneOf(["variable"]),
    exported,
    static: Type.Boolean({ description: "Declared static: each module has its own" }),
    type: text,
    macro,
  },
  closed,
);
const TypedefSchema = Type.Object(
  { ...symbol, kind: oneOf(["typedef"]), type: text, standsFor: nullable(text), macro },
  closed,
);
const EnumeratorSchema = Type.Object(
  { ...symbol, kind: oneOf(["enumerator"]), enum: nullable(text), value: text, macro },
  closed,
);

/** Named because members nest. */
export const MemberSchema = Type.Object(
  {
    name: nullable(Type.String({ description: "null only for an unnamed bit-field" })),
    type: text,
    offset: bytes,
    size: bytes,
    bitOffset: Type.Optional(Type.Integer()),
    bitWidth: Type.Optional(Type.Integer()),
    deprecated: Type.Optional(Type.String({ description: 'The version of Py_DEPRECATED, "" where none is given' })),
    members: Type.Optional(Type.Array(Type.Ref("Member"))),
  },
  { $id: "Member", ...closed, description: "Offsets and sizes are bytes from the start of the outermost struct" },
);

const StructSchema = Type.Object(
  {
    ...entry,
    kind: oneOf(["struct", "union"]),
    tag: nullable(text),
    typedefs: Type.Array(text),
    opaque: Type.Boolean({ description: "The public surface names it without completing it" }),
    size: bytes,
    align: bytes,
    members: nullable(Type.Array(Type.Ref("Member"))),
    limitedApi,
    stableAbi,
  },
  closed,
);

const EnumSchema = Type.Object(
  { ...entry, tag: nullable(text), values: dictionary<string>({ type: "string" }) },
  closed,
);

const DiagnosticSchema = Type.Object({ code: text, header: text, line: Type.Integer(), message: text }, closed);

const head = {
  schemaVersion: Type.Integer(),
  ref: text,
  commit: Type.String({ description: "40 hex digits" }),
  version: Type.String({ description: "PEP 440" }),
  target: TargetSchema,
  complete: Type.Boolean({ description: "false if anything was not understood; see diagnostics" }),
  diagnostics: Type.Array(DiagnosticSchema),
};

const SymbolSchema = Type.Union([FunctionSchema, MacroSchema, VariableSchema, TypedefSchema, EnumeratorSchema]);

export const SymbolPartSchema = Type.Object(
  { ...head, symbol: SymbolSchema },
  { $id: "SymbolPart", ...closed, description: "One symbol of a manifest, and the diagnostics about it" },
);

export const StructPartSchema = Type.Object(
  {
    ...head,
    struct: StructSchema,
    member: Type.Optional(
      Type.String({ description: "The path of the one member that was asked for; the struct has only those on it" }),
    ),
  },
  { $id: "StructPart", ...closed, description: "One struct or union of a manifest, and the diagnostics about it" },
);

const { diagnostics: _, ...pageHead } = {
  ...head,
  complete: Type.Boolean({
    description: "false if the manifest is incomplete, so that entries may be missing",
  }),
  next: nextCursor,
};

export const SymbolPageSchema = Type.Object(
  { ...pageHead, symbols: Type.Array(SymbolSchema, { description: "By name" }) },
  { $id: "SymbolPage", ...closed, description: "A page of a manifest's symbols" },
);

export const StructPageSchema = Type.Object(
  { ...pageHead, structs: Type.Array(StructSchema, { description: "By name" }) },
  { $id: "StructPage", ...closed, description: "A page of a manifest's structs and unions" },
);

const HeaderSchema = Type.Object(
  {
    path: text,
    blob: text,
    includes: Type.Array(text, { description: "CPython's headers that it includes directly for this target" }),
  },
  closed,
);

const symbolKinds = [
  "function",
  "inline-function",
  "macro",
  "variable",
  "typedef",
  "enumerator",
] as const satisfies ManifestSymbol["kind"][];

export const ManifestSchema = Type.Object(
  {
    ...head,
    headers: Type.Array(HeaderSchema),
    symbols: Type.Array(SymbolSchema),
    structs: Type.Array(StructSchema),
    enums: Type.Array(EnumSchema),
    elsewhere: Type.Array(
      Type.Object(
        {
          ...entry,
          kind: oneOf([...symbolKinds, "enum", "struct", "union"]),
          deprecated: nullable(text),
          targets: Type.Array(text, {
            description: "ABIs, platforms of other systems, and Py_TRACE_REFS for a build with that option",
          }),
        },
        closed,
      ),
      { description: "Names that are public for other targets and missing for this one" },
    ),
  },
  { $id: "Manifest", ...closed, description: "All symbols, structs and enums of one ref for one target" },
);

const filters = {
  tier: Type.Optional(oneOf(tiers, { description: "Only this tier" })),
  surface: Type.Optional(oneOf(surfaces, { description: "Only this surface" })),
  header: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: "Only this header, e.g. Include/object.h" }),
  ),
  name: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: maxPatternLength,
      description: "Only this name, or names matching a glob with *, ? and […]",
    }),
  ),
};

export const SymbolsQuery = Type.Object(
  {
    ...targetQuery,
    ...buildQuery,
    kind: Type.Optional(oneOf(symbolKinds, { description: "Only this kind" })),
    ...filters,
    ...pageQuery("Symbols"),
  },
  closed,
);

export const StructQuery = Type.Object(
  {
    ...targetQuery,
    ...buildQuery,
    expand: Type.Optional(
      Type.Boolean({ description: "Replace each member that is a struct by its members, at any depth" }),
    ),
    member: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1000,
        description: "Only this member, also of a nested struct, such as interpreters.head",
      }),
    ),
    format: Type.Optional(oneOf(layoutFormatNames, { default: "json", description: "Format of the answer" })),
  },
  closed,
);

export const StructsQuery = Type.Object(
  {
    ...targetQuery,
    ...buildQuery,
    kind: Type.Optional(oneOf(["struct", "union"], { description: "Only this kind" })),
    ...filters,
    ...pageQuery("Structs"),
  },
  closed,
);
