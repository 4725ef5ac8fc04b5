import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import type { Answer } from "../cache/answers.ts";
import { fixedAnswer } from "../cache/fixed-answer.ts";
import { jsonBytes } from "../cache/json.ts";
import { packageVersion } from "../src/package.ts";
import { look } from "./documentation-look.ts";
import { sendAnswer } from "./reply.ts";
import { examples } from "./schemas/examples.ts";

/** `/openapi.json` and `/docs` for all routes registered after this. */
export async function documentRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
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
  await app.register(swaggerUi, { routePrefix: "/docs", ...look });

  let document: Answer | undefined;
  app.get("/openapi.json", { schema: { hide: true } }, async (request, reply) => {
    document ??= fixedAnswer(jsonBytes(app.swagger()));
    return sendAnswer(request, reply, document);
  });
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
