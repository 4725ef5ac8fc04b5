import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What to put at a path: text, bytes, a symbolic link or a submodule. */
export type Content = string | Buffer | { link: string } | { submodule: string };

const identity = "t <t@example.org> 0 +0000";

/** A small remote repository for a test. */
export class Remote {
  readonly path: string;
  readonly url: string;
  #tip: string | null = null;

  constructor(path: string, { filter = true } = {}) {
    this.path = path;
    this.url = pathToFileURL(path).href;
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", "--template=", path]);
    appendFileSync(join(path, "config"), `[uploadpack]\n\tallowFilter = ${filter}\n`);
  }

  git(...args: string[]): string {
    return execFileSync("git", ["-C", this.path, ...args], { stdio: "pipe" })
      .toString()
      .trim();
  }

  /** Commits exactly these files on `main`, with an annotated tag if named; returns the commit id. */
  commit(files: Record<string, Content>, tag?: string): string {
    const stream = [
      `commit refs/heads/main\nmark :1\ncommitter ${identity}\n`,
      ...data("test"),
      this.#tip === null ? "" : `from ${this.#tip}\n`,
      "deleteall\n",
      ...Object.entries(files).flatMap(([path, content]) => change(path, content)),
      tag === undefined ? "" : `tag ${tag}\nfrom :1\ntagger ${identity}\n`,
      ...(tag === undefined ? [] : data("test")),
      "get-mark :1\n",
    ];
    const input = Buffer.concat(stream.map((part) => Buffer.from(part)));
    const options = { input, maxBuffer: 2 ** 20 };
    this.#tip = execFileSync("git", ["-C", this.path, "fast-import", "--quiet"], options).toString().trim();
    return this.#tip;
  }

  /** An annotated tag, as CPython's are. */
  tag(name: string, commit = "main"): void {
    const settings = ["-c", "tag.gpgSign=false", "-c", "user.name=t", "-c", "user.email=t@example.org"];
    this.git(...settings, "tag", "-a", "-m", name, name, commit);
  }
}

/** A file of a commit, in the language of git-fast-import(1). */
function change(path: string, content: Content): (string | Buffer)[] {
  if (typeof content === "string" || Buffer.isBuffer(content)) return [`M 100644 inline ${path}\n`, ...data(content)];
  if ("link" in content) return [`M 120000 inline ${path}\n`, ...data(content.link)];
  return [`M 160000 ${content.submodule} ${path}\n`];
}

function data(content: string | Buffer): (string | Buffer)[] {
  return [`data ${Buffer.byteLength(content)}\n`, content, "\n"];
}
