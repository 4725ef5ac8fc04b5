import fastify, { type FastifyInstance, type RouteOptions } from "fastify";
import type { Answer } from "../cache/answer-cache.ts";
import { fixedAnswer } from "../cache/fixed-answer.ts";
import { jsonBytes } from "../cache/json.ts";
import { packageVersion } from "../src/package.ts";
import { look } from "./documentation-look.ts";
import { sendAnswer } from "./reply.ts";
import { examples } from "./schemas/examples.ts";
import { once } from "./validation.ts";

interface Documentation {
  app: FastifyInstance;
  /** `/openapi.json` */
  document: Answer;
}

/**
 * `/openapi.json` and `/docs` for all routes registered after this. Swagger reads the routes at the first request for
 * either, as it would take a good part of the start.
 */
export function documentRoutes(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  const schemas: Record<string, unknown> = {};
  app.addHook("onRoute", function (route) {
    if (route.schema?.hide) return;
    routes.push(route);
    Object.assign(schemas, this.getSchemas());
  });
  const documentation = once(() => describe(routes, schemas));

  app.get("/openapi.json", { schema: { hide: true } }, async (request, reply) =>
    sendAnswer(request, reply, (await documentation()).document),
  );
  for (const url of ["/docs", "/docs/*"]) {
    app.get(url, { schema: { hide: true } }, async ({ url, headers }, reply) => {
      const { app } = await documentation();
      const answer = await app.inject({ url, headers });
      return reply.code(answer.statusCode).headers(answer.headers).send(answer.rawPayload);
    });
  }
}

/** An app whose routes do nothing but appear in the documentation. */
async function describe(routes: readonly RouteOptions[], schemas: Record<string, unknown>): Promise<Documentation> {
  const app = fastify({ exposeHeadRoutes: false });
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => JSON.stringify);
  for (const schema of Object.values(schemas)) app.addSchema(schema);
  await app.register((await import("@fastify/swagger")).default, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "capidiff",
        version: packageVersion,
        description: "What changed in CPython's C API and ABI between any two versions, read from the headers alone.",
        license: { name: "MIT", identifier: "MIT" },
      },
      tags: [
        { name: "diff", description: "Changes between two refs" },
        { name: "check", description: "Whether an extension builds and runs on a version" },
        { name: "manifests", description: "Contents of one ref" },
        { name: "refs", description: "Tags and branches" },
        { name: "releases", description: "Feed of new releases" },
        { name: "subscriptions", description: "Notifications of releases; see docs/watch.md" },
        { name: "operations", description: "For operators of the service" },
      ],
      components: {
        securitySchemes: {
          apiKey: { type: "http", scheme: "bearer", description: "An API key issued by the operator" },
          adminToken: { type: "http", scheme: "bearer", description: "The operator's own, CAPIDIFF_ADMIN_TOKEN" },
        },
      },
    },
    transformObject: (made) => {
      const document = "openapiObject" in made ? made.openapiObject : made.swaggerObject;
      addExamples(document as Documented);
      return document;
    },
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `schema-${index}`) },
  });
  await app.register((await import("@fastify/swagger-ui")).default, { routePrefix: "/docs", ...look });
  for (const { method, url, schema } of routes) {
    if (method !== "HEAD") app.route({ method, url, ...(schema && { schema }), handler: async () => null });
  }
  await app.ready();
  return { app, document: fixedAnswer(jsonBytes(app.swagger())) };
}

/** The parts of the OpenAPI document used here. */
interface Documented {
  paths: Record<string, { get?: { operationId: string; responses: Record<string, Content> } }>;
}

interface Content {
  content?: Record<string, { example?: unknown }>;
}

/** Adds a real example to each operation that has a short one. */
function addExamples({ paths }: Documented): void {
  for (const { get } of Object.values(paths)) {
    const answer = get?.responses["200"]?.content?.["application/json"];
    const example = examples[get?.operationId ?? ""];
    if (answer && example !== undefined) answer.example = example;
  }
}
