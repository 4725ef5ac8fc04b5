import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import type { Answer } from "../cache/answers.ts";
import { fixedAnswer } from "../cache/fixed-answer.ts";
import { jsonBytes } from "../cache/json.ts";
import { packageVersion } from "../src/package.ts";
import { sendAnswer } from "./reply.ts";

/** `/openapi.json` and `/docs`, of every route that is registered after this. */
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
        { name: "diff", description: "What changed between two refs" },
        { name: "manifests", description: "What one ref has" },
        { name: "refs", description: "Tags and branches there are" },
        { name: "operations", description: "For whoever runs the service" },
      ],
    },
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `schema-${index}`) },
  });
  await app.register(swaggerUi, { routePrefix: "/docs" });

  let document: Answer | undefined;
  app.get("/openapi.json", { schema: { hide: true } }, async (request, reply) => {
    document ??= fixedAnswer(jsonBytes(app.swagger()));
    return sendAnswer(request, reply, document);
  });
}
