import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";

/** Where CI stores screenshots of the pages. */
const artifacts = "artifacts/pages";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A reader of one service; records requests and errors of the browser. */
export class Reader {
  readonly page: Page;
  /** URLs of all requests. */
  readonly requests: string[] = [];
  /** Errors of scripts and of the content security policy. */
  readonly complaints: string[] = [];
  readonly #base: string;

  private constructor(page: Page, base: string) {
    this.page = page;
    this.#base = base;
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      // That a page is an error's is in its status, too.
      const isStatus = /the server responded with a status of/.test(message.text());
      if (message.type() === "error" && !isStatus) this.complaints.push(message.text());
    });
  }

  static async start(browser: Browser, base: string, options: BrowserContextOptions = {}): Promise<Reader> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    // Generous for a busy machine; no test is about time.
    context.setDefaultTimeout(500_000);
    return new Reader(await context.newPage(), base);
  }

  async open(path: string): Promise<number> {
    return (await this.page.goto(this.#base + path))?.status() ?? 0;
  }

  /** Takes a screenshot of the page, as far as a person would scroll. */
  async picture(name: string): Promise<void> {
    mkdirSync(artifacts, { recursive: true });
    const [width, height] = await this.page.evaluate<[number, number]>(
      "[innerWidth, Math.min(document.documentElement.scrollHeight, 2400)]",
    );
    const clip = { x: 0, y: 0, width, height };
    await this.page.screenshot({ path: `${artifacts}/${name}.png`, fullPage: true, clip });
  }

  /** What axe finds serious, as `rule: selector`. @param rule that alone */
  async barriers(rule?: string): Promise<string[]> {
    await this.page.evaluate(axe);
    const options = JSON.stringify(rule === undefined ? {} : { runOnly: [rule] });
    const violations = await this.page.evaluate<Violation[]>(
      `axe.run(${options}).then(({ violations }) => violations)`,
    );
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  }

  /** Pixels by which the page is wider than the window. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  }

  /** Ends, and says whether all that was loaded came from the service and nothing complained. */
  async end(): Promise<void> {
    await this.page.context().close();
    expect(this.requests.filter((url) => !url.startsWith(`${this.#base}/`) && !url.startsWith("data:"))).toEqual([]);
    expect(this.complaints).toEqual([]);
  }
}

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[] }[];
}
