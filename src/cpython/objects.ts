import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { CapidiffError } from "../errors.ts";
import { gitEnvironment } from "./git-child.ts";

/** An object of a git repository. */
export interface GitObject {
  /** 40 hex digits. */
  id: string;
  type: "commit" | "tree" | "blob" | "tag";
  /** Bytes. */
  size: number;
  /** Null where the reader was told not to keep an object of this size. */
  content: Buffer | null;
}

/** An entry of a tree object. */
export interface TreeEntry {
  /** Octal, as `100644` for a file, `120000` for a symbolic link, `160000` for a submodule, `40000` for a tree. */
  mode: string;
  name: string;
  id: string;
}

interface Request {
  keep: (size: number) => boolean;
  resolve: (object: GitObject | null) => void;
  reject: (error: Error) => void;
}

/**
 * Reads many objects of a repository through one `git cat-file --batch` child, the one use of git that simple-git does
 * not serve. Never asks the remote for what is missing: see `lazy` below.
 */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams;
  /** In the order asked, which is the order of the answers. */
  readonly #waiting: Request[] = [];
  #failure: Error | null = null;
  /** Start of an answer's first line, while its end has not come. */
  #line: Buffer = Buffer.alloc(0);
  /** The object whose content is being received, and how many of its bytes, and of the newline after it, are to come. */
  #current: GitObject | null = null;
  #missing = 0;

  constructor(gitDir: string) {
    // A partial clone fetches what is missing one by one behind one's back. Forbidden by the first variable, and for a
    // git that does not know it (before 2.45) by allowing no way to reach a remote: then the child fails instead.
    const lazy = { GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none" };
    this.#child = spawn("git", ["cat-file", "--batch"], { env: { ...gitEnvironment(gitDir), ...lazy } });
    this.#child.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#child.stderr.resume();
    this.#child.stdin.on("error", () => {}); // The child has ended: "close" says so.
    this.#child.on("error", (error) => this.#fail(error));
    this.#child.on("close", () => this.#fail(new Error("git cat-file ended early: an object is missing or damaged")));
  }

  /**
   * The object of a name as git-rev-parse(1) knows it, without newlines; null if there is none. Rejects with
   * `ambiguous-ref` if it is a short id of several, and with another error if the repository cannot be read, should have
   * the object and does not, or has something else in its place. `keep` says whether the content of an object of that many bytes is wanted.
   */
  read(name: string, keep: (size: number) => boolean = () => true): Promise<GitObject | null> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#waiting.push({ keep, resolve, reject });
      this.#child.stdin.write(`${name}\n`);
    });
  }

  close(): void {
    this.#child.stdin.end();
  }

  #receive(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at = this.#current ? this.#receiveContent(chunk, at) : this.#receiveLine(chunk, at);
  }

  #receiveLine(chunk: Buffer, at: number): number {
    const end = chunk.indexOf("\n", at);
    this.#line = Buffer.concat([this.#line, chunk.subarray(at, end < 0 ? chunk.length : end)]);
    if (end < 0) return chunk.length;
    const line = this.#line.toString();
    this.#line = Buffer.alloc(0);
    const match = /^([0-9a-f]{40}) (commit|tree|blob|tag) (\d+)$/.exec(line);
    if (!match) {
      const request = this.#waiting.shift();
      if (line.endsWith(" ambiguous")) request?.reject(ambiguous(line));
      else request?.resolve(null); // "<name> missing"
      return end + 1;
    }
    const size = Number(match[3]);
    const content = this.#waiting[0]?.keep(size) ? Buffer.allocUnsafe(size) : null;
    this.#current = { id: match[1] as string, type: match[2] as GitObject["type"], size, content };
    this.#missing = size + 1;
    return end + 1;
  }

  #receiveContent(chunk: Buffer, at: number): number {
    const object = this.#current as GitObject;
    const end = Math.min(chunk.length, at + this.#missing);
    if (object.content) chunk.copy(object.content, object.size + 1 - this.#missing, at, end);
    this.#missing -= end - at;
    if (this.#missing === 0) {
      this.#current = null;
      const request = this.#waiting.shift();
      if (isItself(object)) request?.resolve(object);
      else request?.reject(new Error(`git has something else in place of the object ${object.id}`));
    }
    return end;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

/** Whether an object's content, as far as it was kept, is what its id says: git does not look when it reads a pack. */
function isItself({ id, type, size, content }: GitObject): boolean {
  return content === null || createHash("sha1").update(`${type} ${size}\0`).update(content).digest("hex") === id;
}

function ambiguous(line: string): CapidiffError {
  const [id] = line.split("^");
  return new CapidiffError("ambiguous-ref", `${id} begins the ids of several commits.`);
}

/** The entries of a tree object, in git's order. */
export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(" ", at);
    const nul = content.indexOf(0, space);
    entries.push({
      mode: content.toString("latin1", at, space),
      name: content.toString("utf8", space + 1, nul),
      id: content.toString("hex", nul + 1, nul + 21),
    });
    at = nul + 21;
  }
  return entries;
}
