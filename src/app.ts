import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Answers } from "../cache/answers.ts";
import { diffRoutes } from "../routes/diff.ts";
import { documentRoutes } from "../routes/documentation.ts";
import { type Health, healthRoutes } from "../routes/health.ts";
import { manifestsRoutes } from "../routes/manifests.ts";
import { refuseOtherMethods } from "../routes/method-not-allowed.ts";
import { measureRequests } from "../routes/metrics.ts";
import { answerClientError, answerFrameworkError, answerProblems, failureOf } from "../routes/problem.ts";
import { refsRoutes } from "../routes/refs.ts";
import { rulesRoutes } from "../routes/rules.ts";
import { ProblemSchema } from "../routes/schemas/common.ts";
import { Metrics } from "./metrics.ts";

export interface AppOptions {
  answers: Answers;
  logger: FastifyBaseLogger;
  /** Milliseconds after which a request that is not answered gets `timeout`; the work for it goes on. */
  deadline?: number;
  /** Those of the process; of this app alone if not given. */
  metrics?: Metrics;
  /** Well if not given. */
  health?: Health;
}

/** The service, ready to listen or to be called in tests. */
export async function buildApp({
  answers,
  logger,
  deadline = 60_000,
  metrics = new Metrics(),
  health = { stopping: false, outage: () => null },
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new RequestLog(),
    handlerTimeout: deadline,
    // What still comes in while the service ends is answered: its caller could not know.
    return503OnClosing: false,
    // Milliseconds for a request to arrive.
    requestTimeout: 15_000,
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 1024 },
    // Nothing is dropped or guessed: a parameter that is not known is an error.
    ajv: { customOptions: { removeAdditional: false, allErrors: true } },
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
  }).withTypeProvider<TypeBoxTypeProvider>();

  // Schemas document answers; the bytes are made elsewhere, once.
  app.setSerializerCompiler(() => JSON.stringify);
  app.addSchema(ProblemSchema);

  // A connection that is kept alive would keep the service from ending.
  app.addHook("preClose", async () => {
    health.stopping = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (health.stopping) reply.header("connection", "close");
  });

  answerProblems(app);
  await documentRoutes(app);
  const refuse = refuseOtherMethods(app);
  measureRequests(app, metrics);
  await app.register(refsRoutes, { answers });
  await app.register(manifestsRoutes, { answers });
  await app.register(diffRoutes, { answers });
  await app.register(rulesRoutes);
  await app.register(healthRoutes, { health });
  refuse();
  return app;
}

/** One line a request, when it is answered. */
class RequestLog extends LogController {
  override incomingRequest(): void {}
  override routeNotFound(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const { method, url } = request;
    const { code, cause } = failureOf(request) ?? { cause: error };
    const ms = Math.round(reply.elapsedTime);
    const line = { method, url, status: reply.statusCode, ms, code, err: cause ?? undefined };
    request.log[cause ? "error" : "info"](line, "request");
  }
}
