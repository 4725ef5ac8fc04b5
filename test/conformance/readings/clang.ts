/** clang, and castxml, which is clang with XML: run over a text for some target. Nothing here knows capidiff. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Graph, parseCastxml } from "../manifest/castxml.ts";

interface Outcome {
  ok: boolean;
  stdout: string;
  stderr: string;
}

export class Clang {
  readonly #folder: string;
  readonly #args: readonly string[];

  /** An empty folder of its own, and the arguments that say what is compiled for, and with what. */
  constructor(folder: string, args: readonly string[]) {
    this.#folder = folder;
    this.#args = [...args, "-w", "-ferror-limit=0", "-fno-caret-diagnostics"];
  }

  /** What clang says about a text: its error lines. */
  async errors(text: string): Promise<string[]> {
    const { stderr } = await this.#run("clang", text, ["-fsyntax-only"]);
    return stderr.split("\n").filter((line) => /\berror:/.test(line));
  }

  /** `clang -E -dD`: preprocessed text with line markers, and `#define`s where they stand. */
  async preprocess(text: string): Promise<string> {
    return (await this.#run("clang", text, ["-E", "-dD"])).stdout;
  }

  /** `isOf`: of which files functions are told. Windows has more of them than all that CPython declares. */
  async describe(text: string, isOf: (file: string) => boolean = () => true): Promise<Graph> {
    const output = join(this.#folder, "unit.xml");
    const { ok, stderr } = await this.#run("castxml", text, ["--castxml-output=1", "-o", output]);
    if (!ok) throw new Error(`castxml does not take what clang takes: ${stderr.slice(0, 2000)}`);
    const xml = await readFile(output, "utf8");
    const files = new Map([...xml.matchAll(/<File id="(\w+)" name="([^"]*)"/g)].map(([, id, name = ""]) => [id, name]));
    const functions = /^ {2}<Function [^>]*?file="(\w+)"[^>]*?(?:\/>|>[\s\S]*?<\/Function>)\n/gm;
    return parseCastxml(xml.replace(functions, (element, file) => (isOf(files.get(file) ?? "") ? element : "")));
  }

  /** Which declarations are errors after a text that is none. */
  async erring(text: string, declarations: readonly string[]): Promise<number[]> {
    const lines = declarations.map((declaration, index) => `# ${index} "asked"\n${declaration}\n`);
    const errors = await this.errors(`${text}\n${lines.join("")}`);
    return errors.flatMap((line) => /^asked:(\d+):/.exec(line)?.[1] ?? []).map(Number);
  }

  async #run(command: string, text: string, args: string[]): Promise<Outcome> {
    await writeFile(join(this.#folder, "unit.c"), text);
    const options = { cwd: this.#folder, maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C" } };
    return new Promise((resolve, reject) => {
      execFile(command, [...this.#args, ...args, "unit.c"], options, (error, stdout, stderr) => {
        // A number is the compiler's own verdict; anything else is that it could not run.
        if (error && typeof error.code !== "number") {
          reject(new Error(`${command} does not run; .ci/run names its package`, { cause: error }));
        } else resolve({ ok: !error, stdout, stderr });
      });
    });
  }
}
