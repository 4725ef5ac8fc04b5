import type { Readable } from "node:stream";
import multipart, { type Multipart } from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { InputFile } from "../src/check/input-file.ts";
import { CapidiffError } from "../src/errors.ts";

/** Maximum files per request, and characters per file name. */
const maxFiles = 5000;
const maxNameLength = 1000;

/** A submitted form. */
export interface Form {
  files: InputFile[];
  fields: Record<string, string>;
}

const formOf = new WeakMap<FastifyRequest, Form>();

/**
 * Takes what is to be checked, up to so many bytes in all, for the routes registered after it in the same plugin: the
 * files of a form, or JSON, which is one file and is read by a worker as a list among files is. Names are never opened.
 * A refused body ends its connection, as what still comes of it is not read.
 * @param fields how many fields there may be beside files
 */
export async function takeFiles(app: FastifyInstance, limit: number, fields = 0): Promise<void> {
  // One byte more, to detect it here: a file that reaches its limit is truncated silently.
  const limits = { fileSize: limit + 1, fieldSize: limit + 1, files: maxFiles, fields };
  await app.register(multipart, { preservePath: true, limits });
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", (_request, payload, done) => done(null, payload));
  app.addHook("onRequest", (request, reply, done) => {
    if (request.method !== "POST") return done();
    try {
      if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
      app.waiting.beginCheck(reply, limit);
      done();
    } catch (error) {
      reply.header("connection", "close");
      done(error as Error);
    }
  });
  app.addHook("preValidation", async (request, reply) => {
    const arrives = (bytes: number) => {
      if (bytes > limit) throw tooLarge(limit);
      app.waiting.checkArrives(request.raw, bytes, limit);
    };
    try {
      if (request.isMultipart()) formOf.set(request, await readParts(request.parts(), arrives, fields > 0));
      else if (request.body === request.raw) formOf.set(request, await readList(request.raw, arrives));
      else return;
    } catch (error) {
      reply.header("connection", "close");
      throw isOfRequest(error) ? error : new CapidiffError("invalid-request", "The body is incomplete.");
    }
    // The part of a body that its schema validates.
    request.body = {};
  });
}

/** The files of a request. @throws CapidiffError `invalid-request` if there are none */
export function filesIn(request: FastifyRequest): InputFile[] {
  const { files } = formIn(request);
  if (files.length === 0) {
    throw new CapidiffError("invalid-request", "No input: expected files, sources or a list of uses.");
  }
  return files;
}

/** A refusal, ours or one that says which status it has; all else that happens is that the form ends too early. */
const isOfRequest = (error: unknown) =>
  error instanceof CapidiffError || (error instanceof Error && "statusCode" in error);

/** The form of a page: possibly no files, and fields. */
export const formIn = (request: FastifyRequest): Form => formOf.get(request) ?? { files: [], fields: {} };

/** Called with the bytes that have arrived; throws if they are too many. */
type Arrives = (bytes: number) => void;

async function readList(stream: Readable, arrives: Arrives): Promise<Form> {
  const chunks: Buffer[] = [];
  let size = 0;
  // A refusal is to reach the client, so its connection stays.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    arrives(size);
    chunks.push(chunk);
  }
  return { files: [{ file: "list.json", bytes: Buffer.concat(chunks) }], fields: {} };
}

/** @param isForm whether it comes from a page: it has fields, and a file input left empty has no name */
async function readParts(parts: AsyncIterable<Multipart>, arrives: Arrives, isForm: boolean): Promise<Form> {
  const form: Form = { files: [], fields: {} };
  let size = 0;
  for await (const part of parts) {
    if (part.type !== "file") {
      if (!isForm) throw new CapidiffError("invalid-request", `${part.fieldname} is not a file.`);
      const text = String(part.value);
      size += Buffer.byteLength(text);
      arrives(size);
      form.fields[part.fieldname] = text;
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) {
      size += chunk.length;
      arrives(size);
      chunks.push(chunk);
    }
    const file = part.filename.slice(0, maxNameLength);
    if (file === "" && isForm) continue;
    if (file === "")
      throw new CapidiffError("invalid-request", "A file has no name, which is needed to determine its type.");
    form.files.push({ file, bytes: Buffer.concat(chunks) });
  }
  return form;
}

const tooLarge = (limit: number) =>
  new CapidiffError("payload-too-large", `The input exceeds ${limit / 2 ** 20} MB (CAPIDIFF_CHECK_SIZE).`);
