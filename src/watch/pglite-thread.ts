import { Worker } from "node:worker_threads";
import { CapidiffError } from "../errors.ts";
import type { Sql } from "./database.ts";
import type { Claim } from "./folder-lock.ts";
import { type DatabaseError, isTrouble } from "./trouble.ts";

/** What the worker opens, and how it knows that it still may. */
export interface Opening {
  files: string;
  claim: Claim;
}

/** A request to the worker; `id` is repeated in the answer. Transaction numbers are chosen by the caller. */
export type Question = { id: number } & (
  | { kind: "query"; text: string; values: unknown[] | undefined; transaction: number | null }
  | { kind: "begin" | "commit" | "rollback"; transaction: number }
  | { kind: "close" }
);

/** Errors lose their special properties between threads. */
export type DatabaseReply = { id: number } & ({ rows: unknown[] } | { error: Pick<DatabaseError, "message" | "code"> });

/** The id of the reply that the database was opened. */
export const opened = 0;

/** The id of the reply that the database ended on its own. */
export const ended = -1;

type Kind<Of> = Of extends unknown ? Omit<Of, "id"> : never;

interface Asked {
  resolve: (rows: unknown[]) => void;
  reject: (error: Error) => void;
}

/** PGlite in a thread of its own: otherwise a statement would block requests, some for a second. */
export class PgliteThread implements Sql {
  readonly #worker: Worker;
  readonly #asked = new Map<number, Asked>();
  #questions = opened;
  #transactions = 0;
  #failure: Error | undefined;

  private constructor(opening: Opening, worker: URL) {
    this.#worker = new Worker(worker, { workerData: opening });
    this.#worker.on("message", (answer: DatabaseReply) => this.#take(answer));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("its thread has ended")));
  }

  /** @throws Error from PGlite */
  static async open(opening: Opening, worker: URL): Promise<PgliteThread> {
    const thread = new PgliteThread(opening, worker);
    try {
      await new Promise((resolve, reject) => thread.#asked.set(opened, { resolve, reject }));
      return thread;
    } catch (error) {
      await thread.#worker.terminate();
      throw error;
    }
  }

  /** Whether it is unusable: it failed, or another process took over its files. */
  get hasEnded(): boolean {
    return this.#failure !== undefined;
  }

  async query<Row>(text: string, values?: unknown[]): Promise<Row[]> {
    return (await this.#ask({ kind: "query", text, values, transaction: null })) as Row[];
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const transaction = ++this.#transactions;
    const query = async <Row>(text: string, values?: unknown[]) =>
      (await this.#ask({ kind: "query", text, values, transaction })) as Row[];
    await this.#ask({ kind: "begin", transaction });
    let result: T;
    try {
      result = await work({ query });
    } catch (error) {
      await this.#ask({ kind: "rollback", transaction }).catch(() => {});
      throw error;
    }
    await this.#ask({ kind: "commit", transaction });
    return result;
  }

  async close(): Promise<void> {
    if (!this.#failure) await this.#ask({ kind: "close" }).catch(() => {});
    await this.#worker.terminate();
  }

  #ask(question: Kind<Question>): Promise<unknown[]> {
    if (this.#failure) return Promise.reject(unavailable(this.#failure));
    const id = ++this.#questions;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#worker.postMessage({ ...question, id });
    });
  }

  #take(answer: DatabaseReply): void {
    const asked = this.#asked.get(answer.id);
    this.#asked.delete(answer.id);
    if ("rows" in answer) {
      asked?.resolve(answer.rows);
    } else if (answer.id === ended) {
      this.#fail(new Error(answer.error.message));
    } else {
      const error: DatabaseError = Object.assign(new Error(answer.error.message), answer.error);
      asked?.reject(isTrouble(error) ? unavailable(error) : error);
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    // It may be in an endless loop.
    void this.#worker.terminate();
    for (const { reject } of this.#asked.values()) reject(unavailable(error));
    this.#asked.clear();
  }
}

function unavailable(cause: Error): CapidiffError {
  const message = `The database in the data folder cannot be used: ${cause.message}.`;
  return new CapidiffError("database-unavailable", message, {}, { cause });
}
