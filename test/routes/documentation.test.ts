import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Static } from "typebox";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import type { ChangeSchema, DiffSchema } from "../../routes/schemas/diff.ts";
import type {
  ManifestSchema,
  StructPageSchema,
  SymbolPageSchema,
  SymbolPartSchema,
} from "../../routes/schemas/manifest.ts";
import type { RefPageSchema } from "../../routes/schemas/refs.ts";
import type { RefPage } from "../../src/cpython/ref-list.ts";
import type { Diff } from "../../src/diff/model.ts";
import type { StructsPage, SymbolsPage } from "../../src/manifest/entry-list.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import type { SymbolPart } from "../../src/manifest/symbol-part.ts";
import type { ReportedChange } from "../../src/report/diff/report.ts";
import { type FakeService, fakeService } from "../service.ts";

let service: FakeService;
let document: {
  openapi: string;
  paths: Record<
    string,
    {
      get: {
        parameters?: { name: string }[];
        responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
      };
    }
  >;
};
beforeAll(async () => {
  service = await fakeService();
  const response = await service.app.inject("/openapi.json");
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toContain("application/json");
  document = response.json();
});
afterAll(() => service.app.close());

/** The paths that answer to GET. */
const reads = () => Object.entries(document.paths).filter(([, operations]) => "get" in operations);

test("is a valid OpenAPI 3.1 document", async () => {
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  expect(document.openapi).toMatch(/^3\.1\./);
});

test("names every route that is read, with its parameters and failures", () => {
  const parameters = Object.fromEntries(
    reads().map(([path, { get }]) => [path, get.parameters?.map(({ name }) => name) ?? []]),
  );
  const target = ["abi", "platform", "limited_api"];
  const build = [...target, "define", "undef"];
  const filter = ["rule", "topic", "tier", "surface", "symbol", "source", "binary"];
  const history = ["abi", "platform", "define", "undef", "refs", "prereleases"];
  const list = [...build, "kind", "tier", "surface", "header", "name", "limit", "cursor"];
  expect(parameters).toEqual({
    "/v1/impact": ["from", "to", ...target, "format"],
    "/v1/gaps": ["implementation", "reference", ...target, "format"],
    "/v1/checks/{id}": ["id"],
    "/v1/refs": ["series", "kind", "prerelease", "limit", "cursor"],
    "/v1/manifests/{ref}": [...build, "ref"],
    "/v1/manifests/{ref}/symbols": [...list, "ref"],
    "/v1/manifests/{ref}/symbols/{name}": [...build, "ref", "name"],
    "/v1/manifests/{ref}/structs": [...list, "ref"],
    "/v1/manifests/{ref}/structs/{name}": [...build, "expand", "member", "format", "ref", "name"],
    "/v1/diff": ["from", "to", ...build, ...filter, "sort", "format"],
    "/v1/releases/{ref}": ["from", "abi", "platform", "define", "undef", "surface", "topic", "format", "ref"],
    "/v1/history/symbols/{name}": [...history, "name"],
    "/v1/history/structs/{name}": [...history, "name"],
    "/v1/history/structs/{name}/members/{member}": [...history, "name", "member"],
    "/v1/debug-offsets/{ref}": ["abi", "platform", "define", "undef", "ref"],
    "/v1/debug-offsets": ["from", "to", "abi", "platform", "define", "undef"],
    "/v1/rules": [],
    "/v1/feed.atom": ["from", "to", ...target, ...filter],
    "/v1/subscriptions": [],
    "/v1/subscriptions/{id}": ["id"],
    "/v1/subscriptions/{id}/deliveries": ["limit", "cursor", "id"],
    "/v1/keys": [],
    "/metrics": [],
    "/livez": [],
    "/readyz": [],
  });
  for (const [path, { get }] of reads()) {
    const isPrivate = /^\/v1\/(subscriptions|keys)/.test(path);
    const success = path === "/v1/checks/{id}" ? ["202"] : isPrivate ? [] : ["304"];
    const ofApi = [...success, "4XX", "5XX"];
    const failures = path.startsWith("/v1") ? ofApi : path === "/readyz" ? ["5XX"] : [];
    expect(Object.keys(get.responses).sort()).toEqual(["200", ...failures]);
  }
});

// What nests is compared with real answers in test/server/command-line.test.ts.
test("documents every answer by its model", () => {
  expectTypeOf<Static<typeof RefPageSchema>>().toEqualTypeOf<RefPage>();
  expectTypeOf<Static<typeof SymbolPageSchema>>().toEqualTypeOf<SymbolsPage>();
  expectTypeOf<Static<typeof SymbolPartSchema>>().toEqualTypeOf<SymbolPart>();
  expectTypeOf<Omit<Static<typeof StructPageSchema>, "structs">>().toEqualTypeOf<Omit<StructsPage, "structs">>();
  expectTypeOf<Omit<Static<typeof ManifestSchema>, "structs">>().toEqualTypeOf<Omit<Manifest, "structs">>();
  expectTypeOf<Omit<Static<typeof DiffSchema>, "changes">>().toEqualTypeOf<Omit<Diff, "changes">>();
  expectTypeOf<Omit<Static<typeof ChangeSchema>, "from" | "to">>().toEqualTypeOf<
    Omit<ReportedChange, "from" | "to" | "suppression" | "where">
  >();
});

test("has real answers as examples, which match their schemas", async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "document");
  const shown = reads().flatMap(([path, { get }]) => {
    const { example } = get.responses["200"]?.content?.["application/json"] ?? {};
    return example === undefined ? [] : [{ path, example }];
  });
  for (const { path, example } of shown) {
    const pointer = `/paths/${path.replaceAll("/", "~1")}/get/responses/200/content/application~1json/schema`;
    const validate = ajv.getSchema(`document#${encodeURI(pointer)}`);
    expect(validate?.(example), `${path}: ${ajv.errorsText(validate?.errors)}`).toBe(true);
  }
  expect(shown.length).toBeGreaterThanOrEqual(6);
});

test("/docs shows it to people", async () => {
  const page = await service.app.inject("/docs");
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("swagger-ui");
});
