import Negotiator from "negotiator";
import type { Coding } from "../cache/compress.ts";
import { CapidiffError } from "../src/errors.ts";
import type { CheckFormatName } from "../src/report/check/formats.ts";
import { type DiffFormatName, diffFormats } from "../src/report/diff/formats.ts";

/**
 * The formats `Accept` may select, the first one if it does not matter. None is HTML, and a browser, which then accepts
 * XML, must not get JUnit: that format, and GitHub's plain-text commands, must be requested by name.
 */
const acceptable = ["json", "markdown", "text", "sarif", "jsonl"] as const satisfies (DiffFormatName &
  CheckFormatName)[];

type AcceptableFormat = (typeof acceptable)[number];

/** Also accept an explicit charset. */
const formatByType = new Map(
  acceptable.flatMap((format) => {
    const { mediaType } = diffFormats[format];
    return [mediaType, `${mediaType}; charset=utf-8`].map((type) => [type, format] as const);
  }),
);

/** The format of a diff or check preferred by `Accept`. @throws CapidiffError `not-acceptable` */
export function acceptedFormat(accept: string | undefined): AcceptableFormat {
  const [preferred = ""] = new Negotiator({ headers: { accept: accept || "*/*" } }).mediaTypes([
    ...formatByType.keys(),
  ]);
  const format = formatByType.get(preferred);
  if (format) return format;
  const types = acceptable.map((name) => diffFormats[name].mediaType);
  throw new CapidiffError("not-acceptable", `${accept} is not available; expected one of ${types.join(", ")}.`);
}

/** Of equally acceptable codings, the smallest; their order in the header means nothing. */
const codings: Coding[] = ["br", "gzip", "identity"];

/** The coding preferred by `Accept-Encoding`; `identity` if none is acceptable, as in RFC 9110 (12.5.3). */
export function acceptedCoding(acceptEncoding: string | undefined): Coding {
  if (!acceptEncoding) return "identity";
  const negotiator = new Negotiator({ headers: { "accept-encoding": acceptEncoding } }) as EncodingNegotiator;
  return negotiator.encoding(codings, { preferred: codings }) ?? "identity";
}

/** As in negotiator 1.1; its published types are older. */
interface EncodingNegotiator {
  encoding(available: Coding[], options: { preferred: Coding[] }): Coding | undefined;
}
