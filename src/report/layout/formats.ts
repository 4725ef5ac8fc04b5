import type { StructPart } from "../../manifest/struct-part.ts";

/** The formats for the layout of one struct. Code formats throw `unknown-layout`. */
export const layoutFormats = {
  text: { mediaType: "text/plain", render: async (part) => (await import("./text.ts")).layoutText(part) },
  json: { mediaType: "application/json", render: async (part) => `${JSON.stringify(part)}\n` },
  c: { mediaType: "text/x-c", render: async (part) => (await import("./c.ts")).layoutC([part]) },
  rust: { mediaType: "text/rust", render: async (part) => (await import("./rust.ts")).layoutRust(part) },
  go: { mediaType: "text/x-go", render: async (part) => (await import("./go.ts")).layoutGo(part) },
} as const satisfies Record<string, { mediaType: string; render(part: StructPart): Promise<string> }>;

export type LayoutFormatName = keyof typeof layoutFormats;

export const layoutFormatNames = Object.keys(layoutFormats) as LayoutFormatName[];
