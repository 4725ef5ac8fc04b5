import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { CapidiffError } from "../errors.ts";
import { gitEnvironment } from "./git-child.ts";

/** An object of a git repository. */
export interface GitObject {
  /** 40 hex digits. */
  id: string;
  type: "commit" | "tree" | "blob" | "tag";
  /** Bytes. */
  size: number;
  /** Null if the reader was told not to keep an object of this size. */
  content: Buffer | null;
}

/** An entry of a tree object. */
export interface TreeEntry {
  /** Octal: `100644` for a file, `120000` for a symbolic link, `160000` for a submodule, `40000` for a tree. */
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
 * Reads many objects through one `git cat-file --batch` child, which simple-git does not support. Never fetches missing
 * objects, as nothing tells git that the clone is a partial one.
 */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams;
  /** Requests in order, which is also the order of the answers. */
  readonly #waiting: Request[] = [];
  #failure: Error | null = null;
  /** The incomplete first line of an answer. */
  #line: Buffer = Buffer.alloc(0);
  /** The object being received, and how many bytes of it, including the newline after it, are still to come. */
  #current: GitObject | null = null;
  #missing = 0;

  constructor(gitDir: string) {
    this.#child = spawn("git", ["cat-file", "--batch"], { env: gitEnvironment(gitDir) });
    this.#child.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#child.stderr.resume();
    this.#child.stdin.on("error", () => {}); // Reported by the "close" event.
    this.#child.on("error", (error) => this.#fail(error));
    this.#child.on("close", () => this.#fail(new Error("git cat-file ended early: an object is missing or damaged")));
  }

  /**
   * The object with this name, in the syntax of git-rev-parse(1), without newlines; or null. Rejects with
   * `ambiguous-ref` for an ambiguous short id, and with another error if the repository is unreadable, lacks an object
   * it should have, or has a corrupted one. `keep` decides by size whether the content is wanted.
   */
  read(name: string, keep: (size: number) => boolean = () => true): Promise<GitObject | null> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#waiting.push({ keep, resolve, reject });
      this.#child.stdin.write(`${name}\n`);
    });
  }

  /** Whether it can read more. */
  get isOpen(): boolean {
    return this.#failure === null;
  }

  /** Whether git keeps this process alive. Initially it does; it need not while nothing is read. */
  keepAlive(isNeeded: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const handle of [this.#child, ...([stdin, stdout, stderr] as unknown[] as Socket[])]) {
      if (isNeeded) handle.ref();
      else handle.unref();
    }
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
      else request?.reject(new Error(`git returned a different object instead of ${object.id}`));
    }
    return end;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

/** Whether an object's content, as far as it was kept, matches its id, which git does not check when reading a pack. */
function isItself({ id, type, size, content }: GitObject): boolean {
  return content === null || createHash("sha1").update(`${type} ${size}\0`).update(content).digest("hex") === id;
}

function ambiguous(line: string): CapidiffError {
  const [id] = line.split("^");
  return new CapidiffError("ambiguous-ref", `${id} is an ambiguous commit id.`);
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
