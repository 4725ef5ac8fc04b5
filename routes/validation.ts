import buildCompiler from "@fastify/ajv-compiler";
import type { FastifyServerOptions } from "fastify";

/**
 * Nothing is dropped or guessed: an unknown parameter is an error, and JSON values must have the right type. Values in
 * a URL are text and are converted: `10` becomes a number where one is expected.
 */
export const validation: Pick<FastifyServerOptions, "schemaController"> = {
  schemaController: {
    compilersFactory: {
      buildValidator: (schemas) => {
        const build = buildCompiler();
        const options = { removeAdditional: false, allErrors: true, useDefaults: true } as const;
        const ofText = build(schemas, { customOptions: { ...options, coerceTypes: "array" } });
        const ofJson = build(schemas, { customOptions: { ...options, coerceTypes: false } });
        return (route) => (route.httpPart === "body" ? ofJson : ofText)(route);
      },
    },
  },
};
