import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchemaValidationError,
} from "fastify";
import { CapidiffError, type ErrorCode, errors } from "../src/errors.ts";
import { problemPage } from "../src/pages/problem.tsx";
import { pageSecurity, prefersPage } from "./pages/html.ts";
import { securityHeaders } from "./security.ts";

const mediaType = "application/problem+json";

/** Seconds after which a request to a busy or slow service may be retried. */
const retryAfter = 5;

/**
 * Turns every failure of a request into a problem document (RFC 9457) with a code of the table, or a page for browsers.
 */
export function answerProblems(app: FastifyInstance): void {
  app.decorateRequest("failure", null);
  app.setErrorHandler<FastifyError>((error, request, reply) => sendProblem(reply, ofTable(error, request), error));
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split("?");
    return sendProblem(reply, new CapidiffError("not-found", `Unknown route ${request.method} ${path}.`));
  });
}

/** For `frameworkErrors`: a URL that cannot be decoded never reaches a route. */
export function answerFrameworkError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  // No hook has run for it.
  sendProblem(reply.headers(securityHeaders), new CapidiffError("invalid-request", error.message));
}

/**
 * For `clientErrorHandler`: input that is not HTTP, too large or too slow to be read, and has no request to reply to.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(ofClient(error));
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: ${mediaType}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n${headerLines(securityHeaders)}\r\n${body}`,
  );
}

const headerLines = (headers: Record<string, string>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");

function ofClient({ code }: NodeJS.ErrnoException): CapidiffError {
  if (code === "HPE_HEADER_OVERFLOW") {
    return new CapidiffError("payload-too-large", "The URL and header fields are longer than 16 KB.");
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new CapidiffError("request-timeout", "The request is incomplete.");
  return new CapidiffError("invalid-request", "This is not an HTTP request.");
}

/** The part of the log line about a failure. */
export interface Failure {
  code: ErrorCode;
  /** Logged only if worth investigating: neither client errors nor overload. */
  cause?: unknown;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Why it got a problem document; null if it did not. */
    failure: Failure | null;
  }
}

/**
 * Answers with an error: as a problem document (RFC 9457), or as a page for a browser.
 * @param cause logged if the fault is ours
 */
export function sendProblem(reply: FastifyReply, error: CapidiffError, cause: unknown = error): FastifyReply {
  const problem = problemOf(error);
  const isFault = problem.status >= 500 && problem.status !== 503;
  reply.request.failure = { code: error.code, ...(isFault && { cause }) };
  const isPassing = problem.status === 503 || problem.status === 504;
  const seconds = error.details.retryAfter ?? (isPassing ? retryAfter : undefined);
  if (seconds !== undefined) reply.header("retry-after", seconds);
  reply.code(problem.status).header("cache-control", "no-store");
  if (!prefersPage(reply.request)) return reply.type(mediaType).send(JSON.stringify(problem));
  reply.header("content-security-policy", pageSecurity).type("text/html; charset=utf-8");
  return reply.send(problemPage(problem, reply.request.url));
}

function problemOf(error: CapidiffError) {
  const { title, status, fix } = errors[error.code];
  return {
    type: `urn:capidiff:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    fix,
    ...error.details,
  };
}

/** The error of the table for a thrown value. */
function ofTable(error: FastifyError | CapidiffError, { server }: FastifyRequest): CapidiffError {
  if (error instanceof CapidiffError) return error;
  if (error.validation) return ofValidation(error.validation, error.validationContext === "body");
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    const types = bodyTypes.filter((type) => server.hasContentTypeParser(type));
    return new CapidiffError("invalid-request", `Unsupported Content-Type; expected ${types.join(" or ")}.`);
  }
  if (error.statusCode === 413) return new CapidiffError("payload-too-large", error.message);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new CapidiffError("invalid-request", error.message);
  }
  // Its message may be confidential: it is only logged.
  return new CapidiffError("internal", "An internal error occurred.");
}

/** Media types of bodies, which a route may accept. */
const bodyTypes = ["application/json", "multipart/form-data", "application/x-www-form-urlencoded"];

/** Parameters of a target, for which the table has a code of its own. */
const targetParameters = ["abi", "platform", "limited_api"];

function ofValidation(faults: FastifySchemaValidationError[], isBody: boolean): CapidiffError {
  const code: ErrorCode = faults.every((fault) => targetParameters.includes(parameterOf(fault)))
    ? "invalid-target"
    : "invalid-request";
  const texts = faults.map((fault) => (isBody ? describeInBody(fault) : describe(fault)));
  return new CapidiffError(code, `${[...new Set(texts)].join("; ")}.`);
}

const parameterOf = (fault: FastifySchemaValidationError) => fault.instancePath.split("/")[1] ?? "";

function describe(fault: FastifySchemaValidationError): string {
  const { keyword, params } = fault;
  const subject = parameterOf(fault) || "The request";
  if (keyword === "type" && params.type === "string") return `${subject} may be given once`;
  return describeWith(fault, "", subject);
}

function describeInBody(fault: FastifySchemaValidationError): string {
  const { keyword, params } = fault;
  const path = fault.instancePath
    .slice(1)
    .replace(/(^|\/)(\d+)(?=\/|$)/g, "[$2]")
    .replaceAll("/", ".");
  const subject = path || "The body";
  const article = /^[aeiou]/.test(String(params.type)) ? "an" : "a";
  if (keyword === "type") return `${subject} must be ${article} ${params.type}`;
  return describeWith(fault, path && `${path}.`, subject);
}

/** @param within what precedes the name of a property */
function describeWith({ keyword, params, message }: FastifySchemaValidationError, within: string, subject: string) {
  if (keyword === "additionalProperties") return `Unknown parameter ${within}${params.additionalProperty}`;
  if (keyword === "required") return `${within}${params.missingProperty} is missing`;
  if (keyword === "enum") return `${subject} must be one of ${(params.allowedValues as string[]).join(", ")}`;
  return `${subject} ${message}`;
}
