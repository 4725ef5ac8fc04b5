import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { verify } from "@octokit/webhooks-methods";
import { Type } from "typebox";
import { parseTagVersion } from "../src/cpython/version.ts";
import { CapidiffError } from "../src/errors.ts";
import { takeWebhook } from "../src/watch/notice.ts";
import type { DurableState } from "../src/watch/state.ts";
import { oneOf, problems } from "./schemas/common.ts";

export interface WebhooksOptions {
  state: () => DurableState;
  /** The secret that GitHub signs with; null if not configured. */
  secret: string | null;
}

/** Maximum bytes of a message; those about tags have a tenth of it. */
const maxBodyBytes = 2 ** 20;

const GithubHeaders = Type.Object({
  "x-github-event": Type.String({ description: "create, push, release or ping; other events are ignored" }),
  "x-github-delivery": Type.String({
    pattern: "^[\\w-]{1,100}$",
    description: "A delivery id seen before is ignored",
  }),
  "x-hub-signature-256": Type.Optional(Type.String({ description: "HMAC of the body" })),
});

const Taken = Type.Object({
  status: oneOf(["accepted", "ignored"], { description: "Ignored: not a new release tag, or already known" }),
});

/** Messages from GitHub about new tags. */
export const webhooksRoutes: FastifyPluginAsyncTypebox<WebhooksOptions> = async (app, { state, secret }) => {
  // The signature is over the raw bytes.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));

  app.post(
    "/v1/webhooks/github",
    {
      bodyLimit: maxBodyBytes,
      schema: {
        operationId: "githubWebhook",
        summary: "GitHub reports a new tag",
        description: "Signed with the configured secret. The tag is looked up and compared afterwards.",
        tags: ["releases"],
        headers: GithubHeaders,
        response: { 202: Taken, "4xx": problems["4xx"], "5xx": problems["5xx"] },
      },
    },
    async ({ headers, body }, reply) => {
      if (secret === null) throw new CapidiffError("not-configured", "GITHUB_WEBHOOK_SECRET is not set.");
      const text = typeof body === "string" ? body : "";
      const signature = headers["x-hub-signature-256"];
      if (!signature || !text || !(await verify(secret, text, signature))) {
        throw new CapidiffError(
          "invalid-signature",
          "X-Hub-Signature-256 does not match the body and the configured secret.",
        );
      }
      const message = parse(text, headers["content-type"]);
      const tag = tagOf(headers["x-github-event"], message);
      const isNews = tag !== null && (await takeWebhook(state(), headers["x-github-delivery"], tag));
      return reply.code(202).send({ status: isNews ? "accepted" : "ignored" });
    },
  );
};

/** GitHub sends JSON, or a form containing it, as configured in the webhook. */
function parse(text: string, mediaType: string | undefined): Record<string, unknown> {
  const isForm = mediaType?.startsWith("application/x-www-form-urlencoded");
  try {
    const message: unknown = JSON.parse(isForm ? (new URLSearchParams(text).get("payload") ?? "") : text);
    if (typeof message === "object" && message !== null) return message as Record<string, unknown>;
  } catch {}
  throw new CapidiffError("invalid-request", "The body is neither a JSON object nor a form with one in `payload`.");
}

/** The release tag that a message is about, or null. */
function tagOf(event: string, message: Record<string, unknown>): string | null {
  const tag = nameOf(event, message);
  return typeof tag === "string" && parseTagVersion(tag) ? tag : null;
}

function nameOf(event: string, { ref, ref_type, deleted, release }: Record<string, unknown>): unknown {
  if (event === "create") return ref_type === "tag" ? ref : null;
  if (event === "push") return deleted !== true && /^refs\/tags\/(.+)$/.exec(String(ref))?.[1];
  if (event === "release")
    return typeof release === "object" && release !== null && "tag_name" in release && release.tag_name;
  return null;
}
