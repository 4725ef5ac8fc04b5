/**
 * All errors that a user can cause or meet, each with a code,
 * its HTTP status, the command line's exit code and the remedy.
 * Exit codes: 2 usage, 3 environment.
 */
export const errors = {
  "invalid-ref": {
    status: 400,
    exit: 2,
    title: "Not a valid ref name",
    fix: "Use a tag like v3.13.5, a version word like 3.14 or latest, a branch like main, or a full commit id.",
  },
  "unknown-ref": {
    status: 404,
    exit: 2,
    title: "No such ref",
    fix: "List what there is with `capidiff refs` or GET /v1/refs.",
  },
  "ambiguous-ref": {
    status: 409,
    exit: 2,
    title: "The ref means more than one commit",
    fix: "Write refs/tags/… or refs/heads/… in full, or more digits of the commit id.",
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
    fix: "Name the folder that has Python.h, as /usr/include/python3.13, with nothing but files and folders in it.",
  },
  "invalid-target": {
    status: 400,
    exit: 2,
    title: "Not a valid target",
    fix: "abi is one of cp, cpt, cpd, cptd, abi3, abi3t; platform is spelled as in wheel names.",
  },
  "unknown-abi": {
    status: 422,
    exit: 2,
    title: "The ref has no such abi",
    fix: "cpt and cptd exist since 3.13, abi3 since 3.2, abi3t since 3.15.",
  },
  "unsupported-platform": {
    status: 422,
    exit: 2,
    title: "The ref does not support the platform",
    fix: "`capidiff platforms` says since which version each platform is supported.",
  },
  "unknown-struct": {
    status: 404,
    exit: 2,
    title: "No such struct",
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
    title: "No such symbol",
    fix: "Names are exact; `capidiff manifest` lists them, GET /v1/manifests/{ref}/symbols finds them by a glob.",
  },
  "unknown-layout": {
    status: 422,
    exit: 2,
    title: "The layout is not known",
    fix: "Ask for text or json, which show what is known and say what is not.",
  },
  "invalid-request": { status: 400, exit: 2, title: "Not a valid request", fix: "See /docs or `capidiff help`." },
  "invalid-suppressions": {
    status: 400,
    exit: 2,
    title: "The suppression file is not valid",
    fix: "See docs/reports.md for what an entry has.",
  },
  "invalid-module": {
    status: 422,
    exit: 2,
    title: "Not a built module that can be read",
    fix: "Check that the file arrived whole. ELF, Mach-O, PE and WebAssembly files are read as a linker makes them.",
  },
  "invalid-archive": {
    status: 422,
    exit: 2,
    title: "Not an archive that can be read",
    fix: "Check that the file arrived whole, or unpack it and name what is in it.",
  },
  "invalid-use-list": {
    status: 400,
    exit: 2,
    title: "Not a valid list of uses",
    fix: "Print one with `capidiff uses`; docs/check.md says what it may have.",
  },
  "invalid-bindings": {
    status: 422,
    exit: 2,
    title: "Not a list of bindings",
    fix: "docs/implementations.md says what one has.",
  },
  "invalid-usage": {
    status: 422,
    exit: 2,
    title: "Not an index of usage",
    fix: "Check that the file arrived whole; docs/impact.md says what one holds.",
  },
  unauthorized: {
    status: 401,
    exit: 2,
    title: "Not authorized",
    fix: "Send the API key that the operator gave you, as Authorization: Bearer …",
  },
  "too-many-subscriptions": {
    status: 409,
    exit: 2,
    title: "Too many subscriptions",
    fix: "Change or delete one that is there.",
  },
  "invalid-signature": {
    status: 401,
    exit: 2,
    title: "The signature is not valid",
    fix: "Give the webhook the secret that the service has in GITHUB_WEBHOOK_SECRET.",
  },
  "not-configured": {
    status: 501,
    exit: 3,
    title: "Not configured here",
    fix: "Who runs the service finds in docs/operations.md how to.",
  },
  "not-found": { status: 404, exit: 2, title: "Not found", fix: "See /docs for the routes there are." },
  "method-not-allowed": {
    status: 405,
    exit: 2,
    title: "Method not allowed",
    fix: "See /docs for the routes there are.",
  },
  "not-acceptable": {
    status: 406,
    exit: 2,
    title: "No such representation",
    fix: "Ask for application/json, or see /docs for the formats there are.",
  },
  "request-timeout": {
    status: 408,
    exit: 3,
    title: "The request did not arrive in time",
    fix: "Send it again, and faster.",
  },
  "uri-too-long": { status: 414, exit: 2, title: "The URL is too long", fix: "Ask for less in one request." },
  "payload-too-large": { status: 413, exit: 2, title: "The request is too large", fix: "Send less." },
  "too-many-requests": {
    status: 429,
    exit: 3,
    title: "Too many requests",
    fix: "Try again after the seconds that Retry-After gives; RateLimit headers say how many are left.",
  },
  "invalid-config": {
    status: 500,
    exit: 3,
    title: "The configuration is not valid",
    fix: "See docs/operations.md for the environment variables.",
  },
  "remote-unreachable": {
    status: 502,
    exit: 3,
    title: "The CPython repository cannot be read",
    fix: "Check CPYTHON_REPO and the network.",
  },
  "remote-empty": {
    status: 502,
    exit: 3,
    title: "The CPython repository is empty",
    fix: "Check CPYTHON_REPO: it has neither tags nor branches.",
  },
  "git-failed": {
    status: 500,
    exit: 3,
    title: "git failed",
    fix: "Check that git 2.30 or newer is installed and that the data folder can be written.",
  },
  "store-failed": {
    status: 500,
    exit: 3,
    title: "The data folder cannot be used",
    fix: "Check space and permissions of CAPIDIFF_DATA_DIR.",
  },
  "database-unavailable": {
    status: 503,
    exit: 3,
    title: "The database cannot be used",
    fix: "Try again later. Of the service: check DATABASE_URL, or the folder `state` in CAPIDIFF_DATA_DIR.",
  },
  busy: {
    status: 503,
    exit: 3,
    title: "Too much to do at once",
    fix: "Try again after the seconds that Retry-After gives.",
  },
  stopping: {
    status: 503,
    exit: 3,
    title: "The service is stopping",
    fix: "Try again after the seconds that Retry-After gives.",
  },
  timeout: {
    status: 504,
    exit: 3,
    title: "It took too long",
    fix: "Try again; a first request for a ref has to download its headers.",
  },
  internal: {
    status: 500,
    exit: 3,
    title: "An error in capidiff",
    fix: "Please report it with the request and the version.",
  },
} as const satisfies Record<string, { status: number; exit: number; title: string; fix: string }>;

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
