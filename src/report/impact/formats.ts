import type { UsageImpact } from "../../usage/impact-model.ts";
import type { Format } from "../format.ts";

/** The formats of an impact by name. Renderers are loaded on demand. */
export const impactFormats = {
  text: {
    mediaType: "text/plain",
    render: async (impact, paint) => (await import("./text.ts")).impactText(impact, paint),
  },
  json: {
    mediaType: "application/json",
    render: async (impact) => `${JSON.stringify(impact)}\n`,
  },
  markdown: {
    mediaType: "text/markdown",
    render: async (impact) => (await import("./markdown.ts")).impactMarkdown(impact),
  },
} as const satisfies Record<string, Format<UsageImpact>>;

export type ImpactFormatName = keyof typeof impactFormats;

export const impactFormatNames = Object.keys(impactFormats) as ImpactFormatName[];
