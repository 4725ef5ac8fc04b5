import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { openEngine } from "../cache/engine.ts";
import { buildApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { errors } from "../src/errors.ts";

/** The pages that may have generated blocks. */
export async function pages(): Promise<string[]> {
  return ["README.md", ...(await readdir("docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
}

/**
 * Generates the output shown on pages by running capidiff on a remote. The block of a page between
 * `<!-- generated: WHAT -->` and `<!-- /generated -->` is generated from WHAT:
 *
 * - `$ command`: the command and what it prints, run by bash; `capidiff` is the command line as built.
 * - `GET url .path`: an answer of the service or the value at the path in it, as curl and jq print it.
 * - `routes`: the routes with their parameters. `errors`: the table of errors.
 */
export class Generator {
  readonly #remote: string;
  readonly #data: string;
  readonly #app: FastifyInstance;

  /** @param data the data folder */
  static async start(remote: string, data: string): Promise<Generator> {
    const config = readConfig({ CPYTHON_REPO: remote, CAPIDIFF_DATA_DIR: data });
    const { answers } = openEngine(config, { warn: console.warn, trace: (_stage, _subject, work) => work() });
    return new Generator(remote, data, await buildApp({ answers, logger: pino({ level: "silent" }) }));
  }

  private constructor(remote: string, data: string, app: FastifyInstance) {
    this.#remote = remote;
    this.#data = data;
    this.#app = app;
  }

  stop(): Promise<void> {
    return this.#app.close();
  }

  /** The page with all blocks regenerated. */
  async render(page: string): Promise<string> {
    const block = /(<!-- generated: (.+?) -->\n).*?(<!-- \/generated -->)/gs;
    let rendered = "";
    let end = 0;
    for (const { 0: whole, 1: start, 2: what = "", 3: stop, index } of page.matchAll(block)) {
      rendered += `${page.slice(end, index)}${start}${await this.#make(what)}\n${stop}`;
      end = index + whole.length;
    }
    return rendered + page.slice(end);
  }

  /** The service's answer as JSON. */
  async get(url: string): Promise<unknown> {
    const response = await this.#app.inject(url);
    if (response.statusCode !== 200) throw new Error(`GET ${url}: ${response.body}`);
    return response.json();
  }

  async #make(what: string): Promise<string> {
    if (what.startsWith("$ ")) return this.#console(what.slice(2));
    if (what.startsWith("GET ")) return this.#answer(what.slice(4));
    if (what === "routes") return this.#routes();
    if (what === "errors") return errorTable();
    throw new Error(`What is “generated: ${what}”?`);
  }

  async #console(command: string): Promise<string> {
    const script = `set -eo pipefail; capidiff() { node dist/src/cli.js "$@"; }; ${command}`;
    const env = { ...process.env, CPYTHON_REPO: this.#remote, CAPIDIFF_DATA_DIR: this.#data };
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { env });
    return fenced("console", `$ ${command}\n${stdout.trimEnd()}`);
  }

  async #answer(request: string): Promise<string> {
    const [url = "", path = "."] = request.split(" ");
    const answer = await this.get(url);
    const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
    // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape
    const shown = steps.reduce((value: any, step) => value[step], answer);
    return fenced("console", `$ curl -s 'localhost:3000${url}' | jq '${path}'\n${JSON.stringify(shown, null, 2)}`);
  }

  async #routes(): Promise<string> {
    const { paths }: { paths: Paths } = (await this.#app.inject("/openapi.json")).json();
    const routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        name: `\`${method.toUpperCase()} ${path}\``,
        ...operation,
      })),
    );
    const rows = routes.map(({ name, summary }) => `| ${name} | ${summary} |`);
    const sections = routes.flatMap(({ name, parameters = [] }) =>
      parameters.length === 0 ? [] : [`### ${name}\n\n${parameters.map(parameterLine).join("\n")}`],
    );
    return [["| route | gives |", "| --- | --- |", ...rows].join("\n"), ...sections].join("\n\n");
  }
}

/** The used part of the OpenAPI document. */
type Paths = Record<string, Record<string, { summary: string; parameters?: Parameter[] }>>;

interface Parameter {
  name: string;
  required: boolean;
  description: string;
  schema: Values & { items?: Values };
}

interface Values {
  enum?: string[];
  default?: string | number;
}

function parameterLine({ name, required, description, schema }: Parameter): string {
  const values = schema.enum ?? schema.items?.enum;
  const facts = [
    ...(required ? ["required"] : []),
    ...(values ? [values.map((value) => `\`${value}\``).join(", ")] : []),
    ...(schema.default === undefined ? [] : [`default \`${schema.default}\``]),
  ];
  return `- \`${name}\`: ${description}${facts.length > 0 ? ` (${facts.join("; ")})` : ""}`;
}

function errorTable(): string {
  const rows = Object.entries(errors).map(
    ([code, { status, exit, title, fix }]) => `| \`${code}\` | ${status} | ${exit} | ${title} | ${fix} |`,
  );
  return ["| code | HTTP status | exit code | title | what to do |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;
