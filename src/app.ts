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
import { gapsRoutes } from "../routes/gaps.ts";
import { type Health, healthRoutes } from "../routes/health.ts";
import { historyRoutes } from "../routes/history.ts";
import { impactRoutes } from "../routes/impact.ts";
import { keysRoutes } from "../routes/keys.ts";
import { manifestsRoutes } from "../routes/manifests.ts";
import { refuseOtherMethods } from "../routes/method-not-allowed.ts";
import { measureRequests } from "../routes/metrics.ts";
import { offsetsRoutes } from "../routes/offsets.ts";
import { shareOrigin } from "../routes/origin.ts";
import { assetRoutes } from "../routes/pages/assets.ts";
import { pageRoutes } from "../routes/pages/pages.ts";
import { answerClientError, answerFrameworkError, answerProblems } from "../routes/problem.ts";
import { limitTime, protect } from "../routes/protection.ts";
import { refsRoutes } from "../routes/refs.ts";
import { releasesRoutes } from "../routes/releases.ts";
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
import type { DurableState } from "./watch/state.ts";

/** What the service is assembled from. */
export interface AppOptions {
  answers: Answers;
  logger: FastifyBaseLogger;
  /** Milliseconds after which an unanswered request gets `timeout`; the work for it continues. */
  deadline?: number;
  /** The metrics of the process; by default, of this app alone. */
  metrics?: Metrics;
  /** Healthy by default. */
  health?: Health;
  /** Whether time or memory is short, so that requests are refused; never by default. */
  underPressure?: () => boolean;
  /** Requests per client and minute; 0, the default, means no limit. */
  rateLimit?: number;
  /** Maximum number of answers one client may wait for at once; no limit by default. */
  clientShare?: number;
  /** Addresses and networks of proxies whose X-Forwarded-For is trusted; none by default. */
  trustedProxies?: string[];
  /** The durable state; throws while it is unusable, and always by default. */
  state?: () => DurableState;
  /** The secret that GitHub signs webhooks with; without it there is no webhook route. */
  githubWebhookSecret?: string | null;
  /** Checks the URLs of subscribers. */
  outgoing?: Pick<Outgoing, "checkUrl">;
  /** The operator's token; without it no API keys are issued. */
  adminToken?: string | null;
  /** Base URL of the service, without a trailing slash; null, the default, for the one of each request. */
  publicUrl?: string | null;
  /** Maximum bytes of input to a check; 16 MB by default. */
  checkSize?: number;
  /** Milliseconds after which an unfinished check is answered with 202; ten seconds by default. */
  checkTimeout?: number;
  /** Milliseconds within which a request must arrive; 15 seconds by default. */
  arrival?: number;
}

/** Maximum bytes of a URL; RFC 9110 (4.1) recommends at least this many. */
const maxUrlLength = 8000;

/** Builds the service, ready to listen or to be called in tests. */
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
  publicUrl = null,
  checkSize = 16 * 2 ** 20,
  checkTimeout = Math.min(10_000, deadline / 2),
  arrival = 15_000,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new RequestLog(),
    // A child logger per request would cost more than sending an answer; the line below has the request's id.
    childLoggerFactory: (logger) => logger,
    // Requests that arrive during shutdown are still answered: their senders could not know.
    return503OnClosing: false,
    requestTimeout: arrival,
    http: { headersTimeout: arrival, connectionsCheckingInterval: arrival / 3 },
    // Closes the connection of a client that does not read its answer; nothing is sent while it is computed.
    connectionTimeout: deadline + 15_000,
    bodyLimit: 64 * 1024,
    trustProxy: trustedProxies.length > 0 && trustedProxies,
    genReqId: requestId,
    routerOptions: { maxParamLength: 1024 },
    ...validation,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.addSchema(ProblemSchema);
  // Used by diffs and checks.
  app.addSchema(ChangeSchema);

  secure(app);
  // Keep-alive connections would delay shutdown.
  app.addHook("preClose", async () => {
    health.stopping = true;
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    reply.header("x-request-id", request.id);
    if (health.stopping) reply.header("connection", "close");
    done(null, payload);
  });
  app.addHook("onRequest", (request, _reply, done) => {
    const tooLong = request.url.length > maxUrlLength;
    done(tooLong ? new CapidiffError("uri-too-long", `The URL is longer than ${maxUrlLength} bytes.`) : undefined);
  });

  const clients = new ClientLimit(rateLimit, trustedProxies);
  shareWaiting(app, clients, clientShare);

  shareOrigin(app, publicUrl);
  answerProblems(app);
  documentRoutes(app);
  const refuse = refuseOtherMethods(app);
  measureRequests(app, metrics);
  await app.register(healthRoutes, { health });
  // A page without its style is worse than none, and costs more than this.
  await app.register(assetRoutes);
  // Separate from the operator routes, which must always answer.
  await app.register(async (api) => {
    protect(api, { underPressure, clients });
    limitTime(api, deadline);
    await api.register(refsRoutes, { answers });
    await api.register(manifestsRoutes, { answers });
    await api.register(diffRoutes, { answers });
    await api.register(impactRoutes, { answers });
    await api.register(gapsRoutes, { answers });
    await api.register(historyRoutes, { answers });
    await api.register(offsetsRoutes, { answers });
    await api.register(debugOffsetsRoutes, { answers });
    await api.register(releasesRoutes, { answers });
    await api.register(rulesRoutes);
    await api.register(checkRoutes, { answers, limit: checkSize, timeout: checkTimeout });
    await api.register(webhooksRoutes, { state, secret: githubWebhookSecret });
    await api.register(feedRoutes, { answers, state });
    await api.register(subscriptionsRoutes, { state, outgoing });
    await api.register(keysRoutes, { state, adminToken });
    await api.register(pageRoutes, { pages: new Pages(answers), checkSize });
  });
  refuse();
  return app;
}

const noState = (): never => {
  throw new CapidiffError("database-unavailable", "The service has no database.");
};

/** The caller's request id if it is well-formed, and so harmless in logs and headers; else a new one. */
function requestId({ headers }: IncomingMessage): string {
  const id = headers["x-request-id"];
  return typeof id === "string" && /^[\w.:-]{1,128}$/.test(id) ? id : randomUUID();
}

/** Logs one line per request, when it is answered. */
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
