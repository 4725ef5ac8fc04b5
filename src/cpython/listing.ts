import { randomUUID } from "node:crypto";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { CapidiffError } from "../errors.ts";
import { parseLsRemote, type RefInfo } from "./refs.ts";

/** Why the remote's refs could not be looked up the last time. */
export interface Outage {
  /** When the first of the lookups failed that have failed since one succeeded. */
  since: Date;
  error: CapidiffError;
}

export interface ListingOptions {
  /** Where the last answer of the remote is kept; its folder is there when `ask` has succeeded once. */
  file: string;
  /** The remote's answer, in the format of `git ls-remote`, with at least one ref. */
  ask: () => Promise<string>;
  /** Milliseconds that an answer is taken for true. */
  maxAge: number;
}

interface Known {
  refs: RefInfo[];
  /** When the remote said so, in milliseconds since 1970. */
  at: number;
}

interface Lookup {
  done: Promise<Known>;
  /** Ends with `done`, or when those who have older refs have waited long enough. */
  soon: Promise<unknown>;
}

/** Milliseconds that a lookup may keep callers waiting for whom there are older refs. */
const timeout = 5000;

/**
 * The remote's tags and branches. They are looked up again when they are too old, once for all who ask meanwhile and
 * for all processes with this data folder. While the remote is away the last known ones are given.
 */
export class Listing {
  /** Null while the last lookup succeeded, or there was none. */
  outage: Outage | null = null;
  readonly #options: ListingOptions;
  #known: Known | null = null;
  #lookup: Lookup | null = null;
  /** How often the remote was asked, and which time it was that is known. */
  #turns = 0;
  #turn = 0;
  /** A remote that is away is asked again after this time. */
  #pausedUntil = 0;

  constructor(options: ListingOptions) {
    this.#options = options;
  }

  /** What {@link refs} gives where it need not be looked up again; else null. */
  get fresh(): RefInfo[] | null {
    const known = this.#known;
    return known && (this.#isFresh(known) || Date.now() < this.#pausedUntil) ? known.refs : null;
  }

  /** The same array until it is looked up again. Throws what `ask` throws where nothing is known. */
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
   * What the remote says now, whatever is known. For whoever wants to see what is new.
   * @throws what `ask` throws.
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
    soon.catch(() => {}); // Who has no older refs waits for `done` alone.
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
      // Of two that are asked for at once the later one stands.
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

  /** What any process with this data folder was told last; its age is the file's. */
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

  /** Whole or not at all. A disk that takes nothing costs later processes a lookup, and this one no answer. */
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

/** Whether the remote could not be reached, or did not answer in time: it may well have the refs. */
function isAway(error: unknown): error is CapidiffError {
  return error instanceof CapidiffError && (error.code === "remote-unreachable" || error.code === "timeout");
}
