import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { sendAnswer } from "./reply.ts";
import { problems, RefName, targetOf, targetQuery } from "./schemas/common.ts";
import { ManifestSchema, MemberSchema } from "./schemas/manifest.ts";

export const manifestsRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(MemberSchema);
  app.addSchema(ManifestSchema);

  app.get(
    "/v1/manifests/:ref",
    {
      schema: {
        operationId: "getManifest",
        summary: "All symbols, structs and enums of one ref for one target",
        tags: ["manifests"],
        params: Type.Object({ ref: RefName("The ref") }),
        querystring: Type.Object(targetQuery, { additionalProperties: false }),
        response: { 200: Type.Ref("Manifest"), ...problems },
      },
    },
    async (request, reply) =>
      sendAnswer(request, reply, await answers.manifest(request.params.ref, targetOf(request.query))),
  );
};
