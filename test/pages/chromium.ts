import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's browser; undefined, with a warning, if it is not installed. */
export const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (executable === undefined) console.warn("No Chromium (apt-get install chromium): its tests of pages are skipped.");

export const launch = (): Promise<Browser> =>
  // In a container without user namespaces Chromium's own sandbox does not start; the pages are ours.
  chromium.launch({ executablePath: executable as string, args: ["--no-sandbox"] });
