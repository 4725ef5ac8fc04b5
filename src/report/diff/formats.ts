import type { Format } from "../format.ts";
import type { DiffReport } from "./report.ts";

/** The formats of a diff by name. Renderers are loaded on demand. */
export const diffFormats = {
  text: {
    mediaType: "text/plain",
    render: async (report, paint, verbose = false) => (await import("./text.ts")).diffText(report, paint, verbose),
  },
  json: {
    mediaType: "application/json",
    render: async (report) => `${JSON.stringify(report)}\n`,
  },
  markdown: {
    mediaType: "text/markdown",
    render: async (report) => (await import("./markdown.ts")).diffMarkdown(report),
  },
  whatsnew: {
    mediaType: "text/markdown",
    render: async (report) => (await import("./whatsnew.ts")).whatsNew(report),
  },
  sarif: {
    mediaType: "application/sarif+json",
    render: async (report) => (await import("./sarif.ts")).diffSarif(report),
  },
  junit: {
    mediaType: "application/xml",
    render: async (report) => (await import("./junit.ts")).diffJunit(report),
  },
  github: {
    mediaType: "text/plain",
    render: async (report) => (await import("./github.ts")).diffAnnotations(report),
  },
  jsonl: {
    mediaType: "application/jsonl",
    render: async (report) => (await import("./jsonl.ts")).diffJsonLines(report),
  },
} as const satisfies Record<string, Format<DiffReport>>;

export type DiffFormatName = keyof typeof diffFormats;

export const diffFormatNames = Object.keys(diffFormats) as DiffFormatName[];
