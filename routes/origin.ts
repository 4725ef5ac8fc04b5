import type { FastifyInstance, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** Base URL of the service, without a trailing slash, for links and commands in what it sends. */
    origin: string;
  }
}

/**
 * Gives each request the base URL of the service: the configured one, else the one the request was sent to, where a
 * trusted proxy may say so with X-Forwarded-Host and X-Forwarded-Proto.
 * @param publicUrl null if none is configured
 */
export function shareOrigin(app: FastifyInstance, publicUrl: string | null): void {
  app.decorateRequest("origin", {
    getter(this: FastifyRequest) {
      return publicUrl ?? originOf(this.protocol, this.host);
    },
  });
}

/** Anything else would be a command's syntax, not an address; HTTP/1.0 needs no Host at all. */
const address = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

const originOf = (protocol: string, host: string) =>
  `${protocol === "https" ? "https" : "http"}://${address.test(host) ? host : "localhost"}`;
