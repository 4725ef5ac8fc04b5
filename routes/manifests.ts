import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { sendAnswer } from "./reply.ts";
import { problems, RefName, targetOf, targetQuery } from "./schemas/common.ts";
import { ManifestSchema, MemberSchema, StructPartSchema } from "./schemas/manifest.ts";

export const manifestsRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(MemberSchema);
  app.addSchema(ManifestSchema);
  app.addSchema(StructPartSchema);

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

  app.get(
    "/v1/manifests/:ref/structs/:name",
    {
      schema: {
        operationId: "getStruct",
        summary: "One struct or union of a manifest, with its layout",
        tags: ["manifests"],
        params: Type.Object({
          ref: RefName("The ref"),
          name: Type.String({ minLength: 1, maxLength: 200, description: "A typedef name or a tag" }),
        }),
        querystring: Type.Object(targetQuery, { additionalProperties: false }),
        response: { 200: Type.Ref("StructPart"), ...problems },
      },
    },
    async (request, reply) => {
      const { ref, name } = request.params;
      return sendAnswer(request, reply, await answers.struct(ref, targetOf(request.query), name));
    },
  );
};
