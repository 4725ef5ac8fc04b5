import buildCompiler from "@fastify/ajv-compiler";
import type { FastifySchemaCompiler, FastifyServerOptions } from "fastify";

type Validate = ReturnType<FastifySchemaCompiler<unknown>>;

/**
 * Nothing is dropped or guessed: an unknown parameter is an error, and JSON values must have the right type. Values in
 * a URL are text and are converted: `10` becomes a number where one is expected.
 *
 * A schema is compiled when the first request needs it, since compiling all takes longer than the rest of the start. It
 * is not validated against JSON Schema's own schema, which takes longer still; a test does that.
 */
export const validation: Pick<FastifyServerOptions, "schemaController"> = {
  schemaController: {
    compilersFactory: {
      buildValidator: (schemas) => {
        const options = { removeAdditional: false, allErrors: true, useDefaults: true, validateSchema: false } as const;
        const build = (coerceTypes: "array" | false) =>
          buildCompiler()(schemas, { customOptions: { ...options, coerceTypes } });
        const ofText = once(() => build("array"));
        const ofJson = once(() => build(false));
        return (route) => {
          const compiled = once(() => (route.httpPart === "body" ? ofJson() : ofText())(route) as Validate);
          const validate: Validate = (value) => {
            const result = compiled()(value);
            validate.errors = compiled().errors ?? null;
            return result;
          };
          return validate as ReturnType<ReturnType<typeof build>>;
        };
      },
      // Schemas only document the answers, which are serialized elsewhere, once.
      buildSerializer: () => () => JSON.stringify,
    },
  },
};

/** @returns `make`, called the first time only */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
