import Negotiator from "negotiator";
import type { Coding } from "../cache/compress.ts";
import { CapidiffError } from "../src/errors.ts";
import type { CheckFormatName } from "../src/report/check/formats.ts";
import { type DiffFormatName, diffFormats } from "../src/report/diff/formats.ts";

/**
 * What `Accept` may ask for, the first where it does not care. No format is HTML, and a browser that then takes XML is
 * not to get JUnit's: that one, and GitHub's commands, which are plain text too, have to be asked for by name.
 */
const acceptable = ["json", "markdown", "text", "sarif", "jsonl"] as const satisfies (DiffFormatName &
  CheckFormatName)[];

type AcceptableFormat = (typeof acceptable)[number];

/** Whoever names the charset is served too. */
const formatByType = new Map(
  acceptable.flatMap((format) => {
    const { mediaType } = diffFormats[format];
    return [mediaType, `${mediaType}; charset=utf-8`].map((type) => [type, format] as const);
  }),
);

/** The format of a diff or a check that `Accept` prefers. @throws CapidiffError `not-acceptable` */
export function acceptedFormat(accept: string | undefined): AcceptableFormat {
  const [preferred = ""] = new Negotiator({ headers: { accept: accept || "*/*" } }).mediaTypes([
    ...formatByType.keys(),
  ]);
  const format = formatByType.get(preferred);
  if (format) return format;
  const types = acceptable.map((name) => diffFormats[name].mediaType);
  throw new CapidiffError("not-acceptable", `${accept} is not available; expected one of ${types.join(", ")}.`);
}

/** Where the caller takes several alike, the smallest; the order in which it names them means nothing. */
const codings: Coding[] = ["br", "gzip", "identity"];

/** The coding that `Accept-Encoding` prefers; `identity` where it takes none, as RFC 9110 (12.5.3) has it. */
export function acceptedCoding(acceptEncoding: string | undefined): Coding {
  if (!acceptEncoding) return "identity";
  const negotiator = new Negotiator({ headers: { "accept-encoding": acceptEncoding } }) as EncodingNegotiator;
  return negotiator.encoding(codings, { preferred: codings }) ?? "identity";
}

/** As negotiator 1.1 has it; its published types are of an older one. */
interface EncodingNegotiator {
  encoding(available: Coding[], options: { preferred: Coding[] }): Coding | undefined;
}
