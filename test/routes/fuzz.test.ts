import fc from "fast-check";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ErrorCode, errors } from "../../src/errors.ts";
import { commits, type FakeService, fakeService } from "../service.ts";

interface Parameter {
  name: string;
  in: "path" | "query";
  required?: boolean;
  schema: { type?: string; enum?: string[]; items?: { enum?: string[] }; minimum?: number; maximum?: number };
}

/** Those that have a reason outside of the request. */
const expected5xx: ErrorCode[] = [
  ...(["busy", "timeout", "stopping", "remote-unreachable", "remote-empty"] as const),
  // The service under test has neither a database nor secrets.
  ...(["database-unavailable", "not-configured"] as const),
];

let service: FakeService;
/** A request to any route of the document: well formed, or with anything in any place. */
let requests: fc.Arbitrary<InjectOptions & { url: string }>;

beforeAll(async () => {
  service = await fakeService();
  const { paths } = (await service.app.inject("/openapi.json")).json();
  const routes = Object.entries<Record<string, { parameters?: Parameter[] }>>(paths).map(([path, operations]) =>
    requestTo(path, Object.values(operations)[0]?.parameters ?? []),
  );
  expect(routes.length).toBeGreaterThan(8);
  requests = fc.oneof(...routes);
});
afterAll(() => service.app.close());

const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.string({ maxLength: 300 }),
  fc.constantFrom(
    "",
    "..",
    "../../etc/passwd",
    "-o",
    "--upload-pack=x",
    "\\0",
    "%",
    "null",
    "__proto__",
    "é".repeat(300),
  ),
  fc.integer().map(String),
);
const refs = fc.constantFrom(...Object.keys(commits), ...Object.values(commits), "refs/heads/main", "v9.9.9");

function fittingValue({ name, schema }: Parameter): fc.Arbitrary<string> {
  const values = schema.enum ?? schema.items?.enum;
  if (values) return fc.constantFrom(...values);
  if (["ref", "from", "to"].includes(name)) return refs;
  if (schema.type === "integer")
    return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1e9 }).map(String);
  if (schema.type === "boolean") return fc.boolean().map(String);
  return fc.constantFrom("Py*", "PyList_New", "PyObject", "[", "3.13", "Include/object.h", "UHk");
}

function requestTo(path: string, parameters: Parameter[]): fc.Arbitrary<InjectOptions & { url: string }> {
  const given = (parameter: Parameter) =>
    fc.oneof({ weight: 6, arbitrary: fittingValue(parameter) }, { weight: 1, arbitrary: anything });
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const pairs = inQuery.map((parameter) =>
    fc.option(
      given(parameter).map((value) => [parameter.name, value] as const),
      { nil: undefined, freq: parameter.required ? 20 : 1 },
    ),
  );
  const headers = fc.dictionary(
    fc.constantFrom("accept", "accept-encoding", "if-none-match", "x-request-id", "cache-control", "x-forwarded-for"),
    fc.oneof(fc.constantFrom("*", "*/*", "text/markdown", "br, gzip;q=0", '"x", W/"y"', "no-cache"), fc.string()),
  );
  return fc
    .record({
      method: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom("GET" as const, "HEAD" as const) },
        {
          weight: 1,
          arbitrary: fc.constantFrom("POST" as const, "PUT" as const, "DELETE" as const, "OPTIONS" as const),
        },
      ),
      segments: fc.tuple(...inPath.map(given)),
      query: fc.tuple(...pairs),
      more: fc.option(fc.tuple(anything, anything), { nil: undefined, freq: 8 }),
      headers,
    })
    .map(({ method, segments, query, more, headers }) => {
      const names = inPath.map(({ name }) => `{${name}}`);
      const filled = names.reduce((url, name, i) => url.replace(name, () => encode(segments[i] ?? "")), path);
      const given = [...query, more].filter((pair) => pair !== undefined);
      const search = given.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
      return { method, url: search === "" ? filled : `${filled}?${search}`, headers };
    });
}

/** Half of a surrogate pair has no encoding. */
const encode = (text: string) => encodeURIComponent(Buffer.from(text).toString());

test("every answer to any request is one that the document promises", { timeout: 300_000 }, async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const response = await service.app.inject(request);
      const { statusCode, headers } = response;
      statuses.add(statusCode);
      expect(headers["x-request-id"]).toMatch(/^[\w.:-]{1,128}$/);
      if (statusCode < 400) {
        expect([200, 304]).toContain(statusCode);
        if (statusCode === 304) expect(response.rawPayload).toHaveLength(0);
        return;
      }
      expect(headers["content-type"]).toContain("application/problem+json");
      expect(headers["cache-control"]).toBe("no-store");
      if (request.method === "HEAD") return;
      const { code, status, detail } = response.json<{ code: ErrorCode; status: number; detail: string }>();
      expect({ status, of: errors[code]?.status }).toEqual({ status: statusCode, of: statusCode });
      expect(detail).toMatch(/\w/);
      if (statusCode >= 500) expect(expected5xx).toContain(code);
    }),
    // One that few random headers ask for.
    {
      numRuns: 1000,
      examples: [[{ method: "GET", url: "/v1/diff?from=main&to=main", headers: { accept: "image/png" } }]],
    },
  );
  // The requests must reach many routes.
  for (const status of [200, 400, 404, 405, 406]) expect(statuses).toContain(status);
});
