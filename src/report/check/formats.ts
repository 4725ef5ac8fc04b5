import type { Format } from "../format.ts";
import type { CheckReport } from "./report.ts";

type CheckFormat = Format<CheckReport>;

/** The formats of a check by name. Renderers are loaded on demand. */
export const checkFormats = {
  text: {
    mediaType: "text/plain",
    render: async (report, paint, verbose = false) => (await import("./text.ts")).checkText(report, paint, verbose),
  },
  json: {
    mediaType: "application/json",
    render: async (report) => `${JSON.stringify(report)}\n`,
  },
  markdown: {
    mediaType: "text/markdown",
    render: async (report) => (await import("./markdown.ts")).checkMarkdown(report),
  },
  sarif: {
    mediaType: "application/sarif+json",
    render: async (report) => (await import("./sarif.ts")).checkSarif(report),
  },
  junit: {
    mediaType: "application/xml",
    render: async (report) => (await import("./junit.ts")).checkJunit(report),
  },
  github: {
    mediaType: "text/plain",
    render: async (report) => (await import("./github.ts")).checkAnnotations(report),
  },
  jsonl: {
    mediaType: "application/jsonl",
    render: async (report) => (await import("./jsonl.ts")).checkJsonLines(report),
  },
} as const satisfies Record<string, CheckFormat>;

export type CheckFormatName = keyof typeof checkFormats;

export const checkFormatNames = Object.keys(checkFormats) as CheckFormatName[];
