/** What gcc leaves of a text after preprocessing. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { lex } from "../../../src/c/lexer.ts";
import { type Headers, textsOf } from "../../c/front-end.ts";

export const gccAvailable = spawnSync("gcc", ["--version"]).status === 0;

/** The tokens that gcc's preprocessor gives, and what it calls an error, with notes of where it comes from, as `header:line: message`. */
export function preprocessWithGcc(text: string, headers: Headers = {}): { texts: string[]; errors: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-gcc-"));
  try {
    for (const [path, content] of Object.entries({ ...headers, "test.h": text })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const args = ["-E", "-P", "-undef", "-nostdinc", "-w", "-fmax-errors=0", "-I.", "-x", "c", "test.h"];
    const { stdout, stderr, error } = spawnSync("gcc", args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
    if (error) throw error;
    const errors = stderr
      .split("\n")
      .flatMap((line) => /^(.*?:\d+):(?:\d+:)? (?:fatal )?(?:error|note): (.*)/.exec(line)?.slice(1).join(": ") ?? []);
    // A pragma is no directive any more: gcc writes it out for the compiler.
    const items = lex("", stdout.replace(/^ *#pragma.*$/gm, "")).items;
    return {
      texts: items.flatMap((item) =>
        item.kind === "text" ? textsOf(item.tokens) : ["#", item.name, ...textsOf(item.tokens)],
      ),
      errors,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
