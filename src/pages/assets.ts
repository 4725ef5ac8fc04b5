import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codeRoot } from "../package.ts";

/** A file loaded by pages; its name depends on its content, so that it can be cached forever. */
export interface Asset {
  /** The path of its URL: `/assets/page.1a2b3c4d.css`. */
  path: string;
  mediaType: string;
  bytes: Buffer;
}

export const stylesheet = asset("page.css", "text/css");
export const script = asset("page.js", "text/javascript");

export const assets: readonly Asset[] = [stylesheet, script];

function asset(name: string, mediaType: string): Asset {
  const bytes = readFileSync(join(codeRoot, "src/pages/assets", name));
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  return { path: `/assets/${name.replace(".", `.${hash}.`)}`, mediaType, bytes };
}
