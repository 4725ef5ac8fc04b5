import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { layoutFormats } from "../src/report/layout/formats.ts";
import { sendAnswer } from "./reply.ts";
import {
  buildQuery,
  defaultPageLimit,
  problems,
  RefName,
  reportContents,
  targetOf,
  targetQuery,
} from "./schemas/common.ts";
import {
  ManifestSchema,
  MemberSchema,
  StructPageSchema,
  StructPartSchema,
  StructQuery,
  StructsQuery,
  SymbolPageSchema,
  SymbolPartSchema,
  SymbolsQuery,
} from "./schemas/manifest.ts";

const ref = RefName("The ref");
const Named = (description: string) =>
  Type.Object({ ref, name: Type.String({ minLength: 1, maxLength: 200, description }) });
const TargetQuery = Type.Object({ ...targetQuery, ...buildQuery }, { additionalProperties: false });

export const manifestsRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(MemberSchema);
  app.addSchema(ManifestSchema);
  app.addSchema(SymbolPageSchema);
  app.addSchema(SymbolPartSchema);
  app.addSchema(StructPageSchema);
  app.addSchema(StructPartSchema);

  app.get(
    "/v1/manifests/:ref",
    {
      schema: {
        operationId: "getManifest",
        summary: "All symbols, structs and enums of one ref for one target",
        tags: ["manifests"],
        params: Type.Object({ ref }),
        querystring: TargetQuery,
        response: { 200: Type.Ref("Manifest"), ...problems },
      },
    },
    async (request, reply) =>
      sendAnswer(request, reply, await answers.manifest(request.params.ref, targetOf(request.query))),
  );

  app.get(
    "/v1/manifests/:ref/symbols",
    {
      schema: {
        operationId: "listSymbols",
        summary: "Symbols of a manifest, by name",
        tags: ["manifests"],
        params: Type.Object({ ref }),
        querystring: SymbolsQuery,
        response: { 200: Type.Ref("SymbolPage"), ...problems },
      },
    },
    async (request, reply) => {
      const { abi, platform, limited_api, define, undef, limit = defaultPageLimit, cursor, ...filter } = request.query;
      const target = targetOf({ abi, platform, limited_api, define, undef });
      const part = { kind: "symbols", filter, page: { limit, cursor } } as const;
      return sendAnswer(request, reply, await answers.part(request.params.ref, target, part));
    },
  );

  app.get(
    "/v1/manifests/:ref/symbols/:name",
    {
      schema: {
        operationId: "getSymbol",
        summary: "One symbol of a manifest",
        tags: ["manifests"],
        params: Named("The symbol's name"),
        querystring: TargetQuery,
        response: { 200: Type.Ref("SymbolPart"), ...problems },
      },
    },
    async (request, reply) => {
      const { ref, name } = request.params;
      return sendAnswer(request, reply, await answers.part(ref, targetOf(request.query), { kind: "symbol", name }));
    },
  );

  app.get(
    "/v1/manifests/:ref/structs",
    {
      schema: {
        operationId: "listStructs",
        summary: "Structs and unions of a manifest with their layouts, by name",
        tags: ["manifests"],
        params: Type.Object({ ref }),
        querystring: StructsQuery,
        response: { 200: Type.Ref("StructPage"), ...problems },
      },
    },
    async (request, reply) => {
      const { abi, platform, limited_api, define, undef, limit = defaultPageLimit, cursor, ...filter } = request.query;
      const target = targetOf({ abi, platform, limited_api, define, undef });
      const part = { kind: "structs", filter, page: { limit, cursor } } as const;
      return sendAnswer(request, reply, await answers.part(request.params.ref, target, part));
    },
  );

  app.get(
    "/v1/manifests/:ref/structs/:name",
    {
      schema: {
        operationId: "getStruct",
        summary: "One struct or union of a manifest, with its layout",
        tags: ["manifests"],
        params: Named("A typedef name or a tag"),
        querystring: StructQuery,
        response: {
          200: { description: "The layout, or a report of it", content: reportContents(layoutFormats, "StructPart") },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { ref, name } = request.params;
      const { expand, member, format = "json", ...target } = request.query;
      const part = await answers.part(ref, targetOf(target), { kind: "struct", name, expand, member });
      if (format === "json") return sendAnswer(request, reply, part);
      const { render, mediaType } = layoutFormats[format];
      const report = answers.derived(["layout", format], [part], async ([bytes]) =>
        Buffer.from(await render(JSON.parse(String(bytes)))),
      );
      return sendAnswer(request, reply, report, mediaType);
    },
  );
};
