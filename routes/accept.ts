import Negotiator from "negotiator";
import { CapidiffError } from "../src/errors.ts";
import { type DiffFormatName, diffFormats } from "../src/report/diff/formats.ts";

/**
 * What `Accept` may ask for, the first where it does not care. No format is HTML, and a browser that then takes XML is
 * not to get JUnit's: that one, and GitHub's commands, which are plain text too, have to be asked for by name.
 */
const acceptable = ["json", "markdown", "text", "sarif", "jsonl"] as const satisfies DiffFormatName[];

/** Whoever names the charset is served too. */
const formatByType = new Map(
  acceptable.flatMap((format) => {
    const { mediaType } = diffFormats[format];
    return [mediaType, `${mediaType}; charset=utf-8`].map((type) => [type, format] as const);
  }),
);

/** The format of a diff that `Accept` prefers. @throws CapidiffError `not-acceptable` */
export function acceptedFormat(accept: string | undefined): DiffFormatName {
  const [preferred = ""] = new Negotiator({ headers: { accept: accept || "*/*" } }).mediaTypes([
    ...formatByType.keys(),
  ]);
  const format = formatByType.get(preferred);
  if (format) return format;
  const types = acceptable.map((name) => diffFormats[name].mediaType);
  throw new CapidiffError("not-acceptable", `${accept} is none of ${types.join(", ")}.`);
}
