import type { Gaps } from "../../gaps/model.ts";
import type { Format } from "../format.ts";

/** The formats of gaps by name. Renderers are loaded on first use. */
export const gapsFormats = {
  text: {
    mediaType: "text/plain",
    render: async (gaps, paint) => (await import("./text.ts")).gapsText(gaps, paint),
  },
  json: {
    mediaType: "application/json",
    render: async (gaps) => `${JSON.stringify(gaps)}\n`,
  },
  markdown: {
    mediaType: "text/markdown",
    render: async (gaps) => (await import("./markdown.ts")).gapsMarkdown(gaps),
  },
} as const satisfies Record<string, Format<Gaps>>;

export type GapsFormatName = keyof typeof gapsFormats;

export const gapsFormatNames = Object.keys(gapsFormats) as GapsFormatName[];
