import { randomUUID } from "node:crypto";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { CapidiffError } from "../errors.ts";
import { parseLsRemote, type RefInfo } from "./refs.ts";

/** Why the last lookup of the remote's refs failed. */
export interface Outage {
  /** When the current series of failures began. */
  since: Date;
  error: CapidiffError;
}

export interface ListingOptions {
  /** The file that caches the remote's answer; its folder exists once `ask` has succeeded. */
  file: string;
  /** The remote's answer, in the format of `git ls-remote`, with at least one ref. */
  ask: () => Promise<string>;
  /** Milliseconds for which an answer is considered fresh. */
  maxAge: number;
}

interface Known {
  refs: RefInfo[];
  /** When the remote answered, in milliseconds since 1970. */
  at: number;
}

interface Lookup {
  done: Promise<Known>;
  /** Settles with `done`, or when callers that have older refs have waited long enough. */
  soon: Promise<unknown>;
}

/** Milliseconds a lookup may delay callers for whom older refs are available. */
const timeout = 5000;

/**
 * The remote's tags and branches. Stale refs are looked up again, once for all concurrent callers and for all processes
 * that share the data folder. While the remote is unreachable, the last known refs are returned.
 */
export class Listing {
  /** Null if the last lookup succeeded, or there was none. */
  outage: Outage | null = null;
  readonly #options: ListingOptions;
  #known: Known | null = null;
  #lookup: Lookup | null = null;
  /** The number of the last lookup, and of the one whose answer is known. */
  #turns = 0;
  #turn = 0;
  /** When an unreachable remote may be asked again. */
  #pausedUntil = 0;

  constructor(options: ListingOptions) {
    this.#options = options;
  }

  /** The result of {@link refs} if no lookup is needed, else null. */
  get fresh(): RefInfo[] | null {
    const known = this.#known;
    return known && (this.#isFresh(known) || Date.now() < this.#pausedUntil) ? known.refs : null;
  }

  /** Whether any refs are known to this process, however old. */
  get isKnown(): boolean {
    return this.#known !== null;
  }

  /** The same array until the next lookup. Throws what `ask` throws if no refs are known. */
  async refs(): Promise<RefInfo[]> {
    const fresh = this.fresh;
    if (fresh) return fresh;
    const known = this.#known;
    this.#lookup ??= this.#start();
    const { done, soon } = this.#lookup;
    if (!known) return (await done).refs;
    await soon;
    return (this.#known ?? known).refs;
  }

  /**
   * The remote's current refs, whatever is known.
   * @throws what `ask` throws
   */
  async renew(): Promise<RefInfo[]> {
    return (await this.#ask()).refs;
  }

  #start(): Lookup {
    const done = this.#look().finally(() => {
      this.#lookup = null;
    });
    const waited = new Promise((resolve) => setTimeout(resolve, timeout).unref());
    const soon = Promise.race([done, waited]);
    soon.catch(() => {}); // Callers without older refs wait only for `done`.
    return { done, soon };
  }

  async #look(): Promise<Known> {
    const kept = await this.#read();
    if (kept && kept.at > (this.#known?.at ?? 0)) this.#known = kept;
    if (this.#known && this.#isFresh(this.#known)) return this.#known;
    try {
      return await this.#ask();
    } catch (error) {
      if (!isAway(error) || !this.#known) throw error;
      this.#pausedUntil = Date.now() + this.#options.maxAge;
      return this.#known;
    }
  }

  async #ask(): Promise<Known> {
    const at = Date.now();
    const turn = ++this.#turns;
    try {
      const answer = await this.#options.ask();
      this.outage = null;
      const known = { refs: parseLsRemote(answer), at };
      // Of two concurrent lookups the later one wins.
      if (turn > this.#turn) this.#known = known;
      this.#turn = Math.max(turn, this.#turn);
      await this.#write(answer, at);
      return known;
    } catch (error) {
      if (isAway(error)) this.outage = { since: this.outage?.since ?? new Date(), error };
      throw error;
    }
  }

  #isFresh({ at }: Known): boolean {
    const age = Date.now() - at;
    return age >= 0 && age < this.#options.maxAge;
  }

  /** The last answer to any process with this data folder; the file's time is its age. */
  async #read(): Promise<Known | null> {
    const { file } = this.#options;
    try {
      const [{ mtimeMs }, answer] = await Promise.all([stat(file), readFile(file, "utf8")]);
      const refs = parseLsRemote(answer);
      return refs.length > 0 ? { refs, at: Math.round(mtimeMs) } : null;
    } catch {
      return null;
    }
  }

  /** Atomic. A failed write costs later processes a lookup, and this one nothing. */
  async #write(answer: string, at: number): Promise<void> {
    const draft = `${this.#options.file}.${randomUUID()}`;
    try {
      await writeFile(draft, answer);
      await utimes(draft, at / 1000, at / 1000);
      await rename(draft, this.#options.file);
    } catch {
      await rm(draft, { force: true }).catch(() => {});
    }
  }
}

/** Whether the remote is unreachable or did not answer in time, which says nothing about its refs. */
function isAway(error: unknown): error is CapidiffError {
  return error instanceof CapidiffError && (error.code === "remote-unreachable" || error.code === "timeout");
}
