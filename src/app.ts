import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Answers } from "../cache/answers.ts";
import { Pages } from "../cache/pages.ts";
import { checkRoutes } from "../routes/check.ts";
import { ClientLimit } from "../routes/client-limit.ts";
import { debugOffsetsRoutes } from "../routes/debug-offsets.ts";
import { diffRoutes } from "../routes/diff.ts";
import { documentRoutes } from "../routes/documentation.ts";
import { feedRoutes } from "../routes/feed.ts";
import { type Health, healthRoutes } from "../routes/health.ts";
import { historyRoutes } from "../routes/history.ts";
import { impactRoutes } from "../routes/impact.ts";
import { keysRoutes } from "../routes/keys.ts";
import { manifestsRoutes } from "../routes/manifests.ts";
import { refuseOtherMethods } from "../routes/method-not-allowed.ts";
import { measureRequests } from "../routes/metrics.ts";
import { offsetsRoutes } from "../routes/offsets.ts";
import { pageRoutes } from "../routes/pages/pages.ts";
import { answerClientError, answerFrameworkError, answerProblems } from "../routes/problem.ts";
import { limitTime, protect } from "../routes/protection.ts";
import { refsRoutes } from "../routes/refs.ts";
import { rulesRoutes } from "../routes/rules.ts";
import { ProblemSchema } from "../routes/schemas/common.ts";
import { ChangeSchema } from "../routes/schemas/diff.ts";
import { secure } from "../routes/security.ts";
import { subscriptionsRoutes } from "../routes/subscriptions.ts";
import { validation } from "../routes/validation.ts";
import { shareWaiting } from "../routes/waiting.ts";
import { webhooksRoutes } from "../routes/webhooks.ts";
import { CapidiffError } from "./errors.ts";
import { Metrics } from "./metrics.ts";
import { Outgoing } from "./watch/outgoing.ts";
import type { State } from "./watch/state.ts";

export interface AppOptions {
  answers: Answers;
  logger: FastifyBaseLogger;
  /** Milliseconds after which a request that is not answered gets `timeout`; the work for it goes on. */
  deadline?: number;
  /** Those of the process; of this app alone if not given. */
  metrics?: Metrics;
  /** Well if not given. */
  health?: Health;
  /** Whether time or memory is short, so that requests are refused; never if not given. */
  underPressure?: () => boolean;
  /** Requests of one client in a minute; any number if 0 or not given. */
  rateLimit?: number;
  /** Answers that one client may wait for at once; any number if not given. */
  clientShare?: number;
  /** Addresses and networks of proxies whose X-Forwarded-For names the client; none if not given. */
  trustedProxies?: string[];
  /** What outlives the process; throws while it cannot be used, and always if not given. */
  state?: () => State;
  /** What GitHub signs its webhooks with; it has none if not given. */
  githubWebhookSecret?: string | null;
  /** Checks where subscribers want to be told. */
  outgoing?: Pick<Outgoing, "checkUrl">;
  /** What the operator proves himself with; no API keys are given out if not given. */
  adminToken?: string | null;
  /** Where others reach the service, without a slash at its end; for tests if not given. */
  publicUrl?: string;
  /** Bytes that a check may be given; 16 MB if not given. */
  checkSize?: number;
  /** Milliseconds after which a check that is not made is answered with 202; ten seconds if not given. */
  checkTimeout?: number;
  /** Milliseconds in which a request has to arrive; a quarter of a minute if not given. */
  arrival?: number;
}

/** Bytes of a URL; RFC 9110 (4.1) wants at least so many. */
const longestUrl = 8000;

/** The service, ready to listen or to be called in tests. */
export async function buildApp({
  answers,
  logger,
  deadline = 60_000,
  metrics = new Metrics(),
  health = { stopping: false, outage: () => null, database: () => null },
  underPressure = () => false,
  rateLimit = 0,
  clientShare = Number.POSITIVE_INFINITY,
  trustedProxies = [],
  state = noState,
  githubWebhookSecret = null,
  outgoing = new Outgoing({ allowLoopback: false }),
  adminToken = null,
  publicUrl = "http://localhost",
  checkSize = 16 * 2 ** 20,
  checkTimeout = Math.min(10_000, deadline / 2),
  arrival = 15_000,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new RequestLog(),
    // A logger of its own for each request would cost more than to send an answer; the line below has its id.
    childLoggerFactory: (logger) => logger,
    // What still comes in while the service ends is answered: its caller could not know.
    return503OnClosing: false,
    requestTimeout: arrival,
    http: { headersTimeout: arrival, connectionsCheckingInterval: arrival / 3 },
    // Whoever does not take an answer is let go; while it is worked out, nothing is sent.
    connectionTimeout: deadline + 15_000,
    bodyLimit: 64 * 1024,
    trustProxy: trustedProxies.length > 0 && trustedProxies,
    genReqId: requestId,
    routerOptions: { maxParamLength: 1024 },
    ...validation,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
  }).withTypeProvider<TypeBoxTypeProvider>();

  // Schemas document answers; the bytes are made elsewhere, once.
  app.setSerializerCompiler(() => JSON.stringify);
  app.addSchema(ProblemSchema);
  // Diffs have changes, and so have checks.
  app.addSchema(ChangeSchema);

  secure(app);
  // A connection that is kept alive would keep the service from ending.
  app.addHook("preClose", async () => {
    health.stopping = true;
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    reply.header("x-request-id", request.id);
    if (health.stopping) reply.header("connection", "close");
    done(null, payload);
  });
  app.addHook("onRequest", (request, _reply, done) => {
    const tooLong = request.url.length > longestUrl;
    done(tooLong ? new CapidiffError("uri-too-long", `The URL is longer than ${longestUrl} bytes.`) : undefined);
  });

  const clients = new ClientLimit(rateLimit, trustedProxies);
  shareWaiting(app, clients, clientShare);

  answerProblems(app);
  await documentRoutes(app);
  const refuse = refuseOtherMethods(app);
  measureRequests(app, metrics);
  await app.register(healthRoutes, { health });
  // Apart from the routes for operators, who want an answer in any case.
  await app.register(async (api) => {
    protect(api, { underPressure, clients });
    limitTime(api, deadline);
    await api.register(refsRoutes, { answers });
    await api.register(manifestsRoutes, { answers });
    await api.register(diffRoutes, { answers });
    await api.register(impactRoutes, { answers });
    await api.register(historyRoutes, { answers });
    await api.register(offsetsRoutes, { answers });
    await api.register(debugOffsetsRoutes, { answers });
    await api.register(rulesRoutes);
    await api.register(checkRoutes, { answers, limit: checkSize, timeout: checkTimeout });
    await api.register(webhooksRoutes, { state, secret: githubWebhookSecret });
    await api.register(feedRoutes, { state, publicUrl });
    await api.register(subscriptionsRoutes, { state, outgoing });
    await api.register(keysRoutes, { state, adminToken });
    await api.register(pageRoutes, { pages: new Pages(answers, publicUrl), checkSize });
  });
  refuse();
  return app;
}

const noState = (): never => {
  throw new CapidiffError("database-unavailable", "The service has no database.");
};

/** The caller's own id where it is well formed, so that it is harmless in logs and headers; else a new one. */
function requestId({ headers }: IncomingMessage): string {
  const id = headers["x-request-id"];
  return typeof id === "string" && /^[\w.:-]{1,128}$/.test(id) ? id : randomUUID();
}

/** One line a request, when it is answered. */
class RequestLog extends LogController {
  override incomingRequest(): void {}
  override routeNotFound(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const { id, method, url } = request;
    const line = { reqId: id, method, url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    if (!error && !request.failure) {
      request.log.info(line, "request");
      return;
    }
    const { code, cause } = request.failure ?? { cause: error };
    request.log[cause ? "error" : "info"]({ ...line, code, err: cause ?? undefined }, "request");
  }
}
