import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import { isHeld } from "./folder-lock.ts";
import { type DatabaseReply, ended, type Opening, opened, type Question } from "./pglite-thread.ts";
import { type DatabaseError, isFatal } from "./trouble.ts";

// The thread of PgliteThread. That module must not import from here: importing this file opens a database.

const { files, claim }: Opening = workerData;

/** The state is small: with Postgres's defaults the process would take 140 MB more. */
const frugal = ["shared_buffers=4MB", "wal_buffers=1MB", "max_connections=5"].flatMap((setting) => ["-c", setting]);

interface Open {
  transaction: Transaction;
  /** Ends the transaction with a commit or a rollback. */
  end: (commit: boolean) => void;
  /** Settles when it has ended. */
  ended: Promise<void>;
}

const port = parentPort;
const transactions = new Map<number, Open>();
let pglite: PGlite;

async function answer(question: Question): Promise<unknown[]> {
  if (question.kind === "close") {
    await pglite.close();
    return [];
  }
  if (question.kind === "begin") {
    await begin(question.transaction);
    return [];
  }
  const open = transactions.get(question.transaction ?? -1);
  if (question.kind === "query") return query(open?.transaction ?? pglite, question.text, question.values);
  transactions.delete(question.transaction);
  open?.end(question.kind === "commit");
  await open?.ended;
  return [];
}

function begin(id: number): Promise<void> {
  return new Promise((begun, failed) => {
    const ended = pglite.transaction(async (transaction) => {
      const commit = await new Promise<boolean>((end) => {
        // `ended` is set before the transaction can begin, which is never immediate.
        transactions.set(id, { transaction, end, ended });
        begun();
      });
      if (!commit) await transaction.rollback();
    });
    // A failed commit is reported to the caller of `end`.
    ended.catch(failed);
  });
}

async function query(to: PGlite | Transaction, text: string, values: unknown[] | undefined): Promise<unknown[]> {
  if (values) return (await to.query(text, values)).rows;
  // Several statements form one transaction, as on a server, even if one fails.
  if (to === pglite) return pglite.transaction((transaction) => query(transaction, text, undefined));
  return (await to.exec(text)).at(-1)?.rows ?? [];
}

/**
 * Answers a request, unless the folder was taken over meanwhile (writes are then lost and reads may be stale) or PGlite
 * failed (it continues in an undefined state). Throwing here ends this thread, and with it all requests.
 */
async function reply(id: number, work: () => Promise<unknown[]>): Promise<void> {
  requireHeld();
  let answer: DatabaseReply;
  try {
    answer = { id, rows: await work() };
  } catch (error) {
    if (isCrash(error)) throw error;
    const { message, code } = error as DatabaseError;
    answer = { id, error: { message, code } };
  }
  requireHeld();
  port?.postMessage(answer);
}

/** Recognizes Postgres's last log line: the statement it ended in, usually a COMMIT, gets no answer. */
function noteEnd(line: string): boolean {
  const [, message] = /(?:PANIC|FATAL): +(.*)/.exec(line) ?? [];
  if (message !== undefined) port?.postMessage({ id: ended, error: { message } } satisfies DatabaseReply);
  return true;
}

/** Whether PGlite has ended, or its WebAssembly cannot continue. */
function isCrash(error: unknown): boolean {
  const { name, severity } = error as DatabaseError;
  return isFatal({ severity }) || name === "RuntimeError" || name === "ExitStatus";
}

function requireHeld(): void {
  if (!isHeld(claim)) throw new Error("another process took it over");
}

await reply(opened, async () => {
  const startParams = [...PGlite.defaultStartParams, ...frugal];
  pglite = await PGlite.create(files, { onStderr: noteEnd, startParams });
  return [];
});
port?.on("message", (question: Question) => reply(question.id, () => answer(question)));
