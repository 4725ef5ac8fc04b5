import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Pages } from "../../cache/pages.ts";
import type { InputFile } from "../../src/check/input-file.ts";
import { platformOf } from "../../src/cpython/platforms/wheel-tags.ts";
import { targetRequest } from "../../src/cpython/target.ts";
import { CapidiffError } from "../../src/errors.ts";
import type { SubmittedSource } from "../../src/pages/check/source.tsx";
import { formIn, takeFiles } from "../check-body.ts";
import { sendPage } from "./html.ts";

/** The number of form fields, with some to spare. */
const maxFields = 12;

/** Bytes of sources shown on the page of a check, with findings at their lines. */
const maxShown = 300_000;

/** The form for a check, and its findings. */
export const checkPages: FastifyPluginAsyncTypebox<{ pages: Pages; limit: number }> = async (app, { pages, limit }) => {
  await takeFiles(app, limit, maxFields);

  app.get("/check", { schema: { hide: true } }, async (request, reply) =>
    sendPage(request, reply, await pages.checkForm()),
  );

  app.post("/check", { schema: { hide: true } }, async (request, reply) => {
    const form = formIn(request);
    const { code = "", target = "latest", baseline, abi, platform, all_versions } = form.fields;
    const pasted = code.trim() === "" ? [] : [{ file: pastedName(code), bytes: new TextEncoder().encode(code) }];
    const files = [...pasted, ...form.files];
    if (files.length === 0) {
      throw new CapidiffError("invalid-request", "No input: paste a source or choose a file.");
    }
    const page = await pages.check(
      {
        files,
        request: { target, baseline: baseline || null, allVersions: all_versions === "true" },
        target: targetRequest({ abi, platform: platform === undefined ? undefined : platformOf(platform) }),
      },
      shownOf(files),
    );
    return sendPage(request, reply.header("cache-control", "no-store"), page);
  });
};

/** Pasted text has no file name to show its language. */
const pastedName = (code: string) =>
  /^\s*(?:cdef|cpdef|cimport|from \w+ cimport)\b/m.test(code) ? "pasted.pyx" : "pasted.c";

/** The sources that are text, as far as they fit. */
function shownOf(files: readonly InputFile[]): SubmittedSource[] {
  let left = maxShown;
  return files.flatMap(({ file, bytes }) => {
    if (bytes.length > left || bytes.includes(0) || !/\.(?:[ch]|cc|cpp|cxx|hh|hpp|pyx|pxd|pxi)$/i.test(file)) return [];
    left -= bytes.length;
    return [{ file, text: new TextDecoder().decode(bytes) }];
  });
}
