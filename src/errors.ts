/**
 * All errors that a user can cause or meet, each with a code,
 * its HTTP status, the command line's exit code and the remedy.
 * Exit codes: 2 usage, 3 environment.
 */
export const errors = {
  "invalid-ref": {
    status: 400,
    exit: 2,
    title: "Invalid ref name",
    fix: "Use a tag such as v3.13.5, a version word such as 3.14 or latest, a branch such as main, or a full commit id.",
  },
  "unknown-ref": {
    status: 404,
    exit: 2,
    title: "Unknown ref",
    fix: "List refs with `capidiff refs` or GET /v1/refs.",
  },
  "ambiguous-ref": {
    status: 409,
    exit: 2,
    title: "Ambiguous ref",
    fix: "Write out refs/tags/… or refs/heads/…, or more digits of the commit id.",
  },
  "no-headers": {
    status: 422,
    exit: 2,
    title: "Not a CPython tree",
    fix: "The commit has no Include/Python.h; check CPYTHON_REPO and the ref.",
  },
  "invalid-headers": {
    status: 422,
    exit: 2,
    title: "Not a folder of headers",
    fix: "Name the folder with Python.h, such as /usr/include/python3.13; it may contain only files and folders.",
  },
  "invalid-target": {
    status: 400,
    exit: 2,
    title: "Invalid target",
    fix: "abi is one of cp, cpt, cpd, cptd, abi3, abi3t; platform is as in wheel names.",
  },
  "unknown-abi": {
    status: 422,
    exit: 2,
    title: "Unknown ABI for this ref",
    fix: "cpt and cptd exist since 3.13, abi3 since 3.2, abi3t since 3.15.",
  },
  "unsupported-platform": {
    status: 422,
    exit: 2,
    title: "Unsupported platform for this ref",
    fix: "`capidiff platforms` lists the version that added each platform.",
  },
  "unknown-struct": {
    status: 404,
    exit: 2,
    title: "Unknown struct",
    fix: "Name a struct or union by its typedef or its tag; `capidiff manifest` lists them.",
  },
  "unknown-member": {
    status: 404,
    exit: 2,
    title: "No such member",
    fix: "Write the path to it as in C, like interpreters.head; `capidiff layout --expand` shows all there are.",
  },
  "unknown-symbol": {
    status: 404,
    exit: 2,
    title: "Unknown symbol",
    fix: "Names must match exactly; `capidiff manifest` lists them, GET /v1/manifests/{ref}/symbols searches by glob.",
  },
  "unknown-layout": {
    status: 422,
    exit: 2,
    title: "Unknown layout",
    fix: "Use text or json, which show what is known.",
  },
  "invalid-request": { status: 400, exit: 2, title: "Invalid request", fix: "See /docs or `capidiff help`." },
  "invalid-suppressions": {
    status: 400,
    exit: 2,
    title: "Invalid suppression file",
    fix: "See docs/reports.md for the format of entries.",
  },
  "invalid-module": {
    status: 422,
    exit: 2,
    title: "Unreadable module",
    fix: "Check that the file arrived whole. ELF, Mach-O, PE and WebAssembly files are read as a linker makes them.",
  },
  "invalid-archive": {
    status: 422,
    exit: 2,
    title: "Unreadable archive",
    fix: "Check that the file is complete, or unpack it and name its contents.",
  },
  "invalid-use-list": {
    status: 400,
    exit: 2,
    title: "Invalid list of uses",
    fix: "Create one with `capidiff uses`; see docs/check.md for the format.",
  },
  "invalid-bindings": {
    status: 422,
    exit: 2,
    title: "Not a list of bindings",
    fix: "See docs/implementations.md for the format.",
  },
  "invalid-usage": {
    status: 422,
    exit: 2,
    title: "Not an index of usage",
    fix: "Check that the file is complete; see docs/impact.md for the format.",
  },
  unauthorized: {
    status: 401,
    exit: 2,
    title: "Not authorized",
    fix: "Send the API key issued by the operator as Authorization: Bearer …",
  },
  "too-many-subscriptions": {
    status: 409,
    exit: 2,
    title: "Too many subscriptions",
    fix: "Change or delete an existing one.",
  },
  "invalid-signature": {
    status: 401,
    exit: 2,
    title: "Invalid signature",
    fix: "Configure the webhook with the secret in the service's GITHUB_WEBHOOK_SECRET.",
  },
  "not-configured": {
    status: 501,
    exit: 3,
    title: "Not configured here",
    fix: "Operators: see docs/operations.md.",
  },
  "not-found": { status: 404, exit: 2, title: "Not found", fix: "See /docs for the routes." },
  "method-not-allowed": {
    status: 405,
    exit: 2,
    title: "Method not allowed",
    fix: "See /docs for the routes.",
  },
  "not-acceptable": {
    status: 406,
    exit: 2,
    title: "Not acceptable",
    fix: "Request application/json, or see /docs for the formats.",
  },
  "request-timeout": {
    status: 408,
    exit: 3,
    title: "Request timeout",
    fix: "Send the request again, faster.",
  },
  "uri-too-long": { status: 414, exit: 2, title: "URL too long", fix: "Split the request." },
  "payload-too-large": { status: 413, exit: 2, title: "Request too large", fix: "Send less data." },
  "too-many-requests": {
    status: 429,
    exit: 3,
    title: "Too many requests",
    fix: "Retry after the seconds in Retry-After; RateLimit headers show the remaining requests.",
  },
  "invalid-config": {
    status: 500,
    exit: 3,
    title: "Invalid configuration",
    fix: "See docs/operations.md for the environment variables.",
  },
  "remote-unreachable": {
    status: 502,
    exit: 3,
    title: "CPython repository unreachable",
    fix: "Check CPYTHON_REPO and the network.",
  },
  "remote-empty": {
    status: 502,
    exit: 3,
    title: "CPython repository empty",
    fix: "Check CPYTHON_REPO: it has neither tags nor branches.",
  },
  "git-failed": {
    status: 500,
    exit: 3,
    title: "git failed",
    fix: "Check that git 2.30 or newer is installed and that the data folder is writable.",
  },
  "store-failed": {
    status: 500,
    exit: 3,
    title: "Data folder unusable",
    fix: "Check the free space and permissions of CAPIDIFF_DATA_DIR.",
  },
  "database-unavailable": {
    status: 503,
    exit: 3,
    title: "Database unavailable",
    fix: "Retry later. Operators: check DATABASE_URL, or the folder `state` in CAPIDIFF_DATA_DIR.",
  },
  busy: {
    status: 503,
    exit: 3,
    title: "Too busy",
    fix: "Retry after the seconds in Retry-After.",
  },
  stopping: {
    status: 503,
    exit: 3,
    title: "The service is stopping",
    fix: "Retry after the seconds in Retry-After.",
  },
  timeout: {
    status: 504,
    exit: 3,
    title: "Timeout",
    fix: "Retry; the first request for a ref has to download its headers.",
  },
  internal: {
    status: 500,
    exit: 3,
    title: "Internal error",
    fix: "Please report it with the request and the version.",
  },
} as const satisfies Record<string, { status: number; exit: number; title: string; fix: string }>;

/** A code of the table. */
export type ErrorCode = keyof typeof errors;

/** An error from the table, with the message of this occurrence. */
export class CapidiffError extends Error {
  readonly code: ErrorCode;
  /** Machine-readable facts, e.g. `near` for an unknown ref; added to the problem document. */
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = "CapidiffError";
    this.code = code;
    this.details = details;
  }
}
