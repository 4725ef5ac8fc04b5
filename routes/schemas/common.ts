import { Type } from "typebox";
import { buildSwitches } from "../../src/cpython/build-macros.ts";
import { platformsOf } from "../../src/cpython/platforms/wheel-tags.ts";
import {
  type Abi,
  abis,
  defaultTarget,
  platforms,
  type TargetRequest,
  targetRequest,
} from "../../src/cpython/target.ts";
import { errors } from "../../src/errors.ts";

/** An object without other properties. */
export const closed = { additionalProperties: false };

export const time = Type.Unsafe<Date>({ type: "string", format: "date-time" });

export const id = Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description: "A UUID" });

/** A string from a list; with `type`, which client generators look for. */
export const oneOf = <const T extends string>(
  values: readonly T[],
  options: { description?: string; default?: T } = {},
) => Type.Unsafe<T>({ type: "string", enum: values, ...options });

/** A value or null. */
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(
  schema: T,
  options: { description?: string } = {},
) => Type.Union([schema, Type.Null()], options);

/** A map from any names to values of one type. */
export const dictionary = <T>(value: object) =>
  Type.Unsafe<Record<string, T>>({ type: "object", additionalProperties: value });

/** A comma-separated list in one query parameter. */
export const commaList = (what: string, words: readonly string[]) =>
  Type.Optional(Type.String({ maxLength: 400, description: `${what}: ${words.join(", ")}` }));

/** The words of a {@link commaList}, trimmed; undefined without the parameter. */
export const wordsOf = (text: string | undefined) => text?.split(",").map((word) => word.trim());

export const RefName = (description: string) =>
  Type.String({
    minLength: 1,
    description: `${description}: a tag, branch, commit id or version word; a slash in it is written %2F`,
  });

/** The query parameters of a paginated list. */
export const pageQuery = (items: string) => ({
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1000, default: defaultPageLimit, description: `${items} on a page` }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 1000, description: "`next` of the previous page" })),
});

export const defaultPageLimit = 100;

/** How to continue a list. */
export const nextCursor = nullable(Type.String({ description: "`cursor` of the next page; null on the last one" }));

/** The query parameters of a target. */
export const targetQuery = {
  abi: Type.Optional(
    oneOf(abis, {
      default: defaultTarget.abi,
      description: "The ABI the headers are compiled for; the answer includes the version",
    }),
  ),
  platform: Type.Optional(
    Type.String({
      maxLength: 200,
      default: defaultTarget.platform,
      description: `As in wheel file names, with versions or without: ${platforms.join(", ")}`,
    }),
  ),
  limited_api: Type.Optional(
    Type.String({
      pattern: "^3\\.[0-9]{1,2}$",
      description: "Py_LIMITED_API version such as 3.12, for abi3 and abi3t; default: the ref's own",
    }),
  ),
};

const macroList = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 402 }), { maxItems: 32, description }));

/** The query parameters, or parts of a body, for macros of CPython's build. */
export const buildQuery = {
  define: macroList(
    `Macros of CPython's build, NAME or NAME=VALUE; ${buildSwitches.join(", ")} stand for the macros of configure options`,
  ),
  undef: macroList("Macros undefined by the build"),
};

interface Macros {
  define?: string[] | undefined;
  undef?: string[] | undefined;
}

/**
 * The target of a query with {@link targetQuery}, possibly with {@link buildQuery}. @throws CapidiffError
 * `invalid-target`
 */
export function targetOf(
  query: Macros & { abi?: Abi | undefined; platform?: string | undefined; limited_api?: string | undefined },
): TargetRequest {
  const { limited_api: limitedApi, ...words } = query;
  return targetRequest({ ...words, limitedApi });
}

/**
 * Every ABI on every platform, without duplicates; the defaults if none are given. @throws CapidiffError
 * `invalid-target`
 */
export function targetsOf(
  query: Macros & { abi?: string[] | undefined; platform?: string[] | undefined },
): TargetRequest[] {
  const { abi = [defaultTarget.abi], platform = [defaultTarget.platform], define, undef } = query;
  const platforms = new Set(platform.flatMap(platformsOf));
  return [...new Set(abi)].flatMap((abi) =>
    [...platforms].map((platform) => targetRequest({ abi, platform, define, undef })),
  );
}

export const TargetSchema = Type.Object(
  {
    abi: Type.String({ description: "cp313, cp313t, cp313d, cp313td, abi3 or abi3t" }),
    platform: oneOf(platforms),
    limitedApi: nullable(Type.String()),
    macros: Type.Optional(
      Type.Array(Type.String(), {
        description: "Macros of the build besides those of its ABI, as -DNAME=VALUE or -UNAME",
      }),
    ),
  },
  { additionalProperties: false },
);

/** RFC 9457, with the fields of our table of errors. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ format: "uri-reference" }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: "Details of this occurrence" }),
    code: oneOf(Object.keys(errors)),
    fix: Type.String({ description: "How to fix it" }),
    near: Type.Optional(Type.Array(Type.String(), { description: "Suggestions" })),
  },
  { $id: "Problem", description: "What went wrong (RFC 9457)" },
);

/** An answer in all of these formats; `schema` names that of the JSON. */
export const reportContents = (formats: Record<string, { mediaType: string }>, schema: string) =>
  Object.fromEntries(
    Object.values(formats).map(({ mediaType }) => [
      mediaType,
      { schema: mediaType === "application/json" ? Type.Ref(schema) : Type.String() },
    ]),
  );

/** Anything that is not an answer is a problem document. */
export const failures = {
  "4xx": { description: "A problem with the request", content: problemContent() },
  "5xx": { description: "A problem with the service or its repository", content: problemContent() },
};

/** Additional responses of cacheable routes. */
export const problems = {
  304: { description: "The client's copy, named by If-None-Match, is current" },
  ...failures,
};

function problemContent() {
  return { "application/problem+json": { schema: Type.Ref("Problem") } };
}
