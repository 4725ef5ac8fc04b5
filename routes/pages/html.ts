import type { FastifyReply, FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import type { Answer } from "../../cache/answer-cache.ts";
import { fixedAnswer } from "../../cache/fixed-answer.ts";
import { sendAnswer } from "../reply.ts";

/** The permissions of a page: its own style and script, images, and forms. Nothing comes from elsewhere. */
export const pageSecurity =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'";

/** Sends a page, with caching and codings as for JSON. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: Answer): Promise<FastifyReply> {
  reply.header("content-security-policy", pageSecurity);
  return sendAnswer(request, reply, page, "text/html");
}

/** Sends a page rendered for this request only. */
export function sendText(request: FastifyRequest, reply: FastifyReply, page: string): Promise<FastifyReply> {
  return sendPage(request, reply, fixedAnswer(Buffer.from(page)));
}

/** Whether the client is a browser, which accepts HTML as programs do not. */
export function prefersPage({ headers: { accept } }: FastifyRequest): boolean {
  if (!accept?.includes("text/html")) return false;
  const negotiator = new Negotiator({ headers: { accept } });
  return negotiator.mediaType(["application/json", "application/problem+json", "text/html"]) === "text/html";
}
