import buildCompiler from "@fastify/ajv-compiler";
import type { FastifyServerOptions } from "fastify";

/**
 * Nothing is dropped or guessed: a parameter that is not known is an error, and a value in a JSON body has the type
 * that it has. What stands in a URL is text: there `10` is a number where one is wanted.
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
