import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import { isHeld } from "./folder-lock.ts";
import { type Answer, ended, type Opening, opened, type Question } from "./pglite-thread.ts";
import { type DatabaseError, isFatal } from "./trouble.ts";

// The thread of PgliteThread, which imports nothing of this file: that would open a database.

const { files, claim }: Opening = workerData;

interface Open {
  transaction: Transaction;
  /** Lets it commit, or not. */
  end: (commit: boolean) => void;
  /** When it has. */
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
        // `ended` is there when the transaction has begun, which is never at once.
        transactions.set(id, { transaction, end, ended });
        begun();
      });
      if (!commit) await transaction.rollback();
    });
    // A commit that fails is told to who waits for it.
    ended.catch(failed);
  });
}

async function query(to: PGlite | Transaction, text: string, values: unknown[] | undefined): Promise<unknown[]> {
  if (values) return (await to.query(text, values)).rows;
  // Several statements are one transaction, as a server has it, also where one of them fails.
  if (to === pglite) return pglite.transaction((transaction) => query(transaction, text, undefined));
  return (await to.exec(text)).at(-1)?.rows ?? [];
}

/**
 * Answers a question; not if the folder was taken over meanwhile, for then what was written is lost and what was read
 * may be old, nor if PGlite failed, which goes on in no order then. What is thrown here ends this thread, and with it
 * all questions.
 */
async function reply(id: number, work: () => Promise<unknown[]>): Promise<void> {
  requireHeld();
  let answer: Answer;
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

/** Postgres's last words: the statement that it ended in, a COMMIT as a rule, is not answered any more. */
function noteEnd(line: string): boolean {
  const [, message] = /(?:PANIC|FATAL): +(.*)/.exec(line) ?? [];
  if (message !== undefined) port?.postMessage({ id: ended, error: { message } } satisfies Answer);
  return true;
}

/** Whether PGlite has ended, or what it is compiled to cannot go on. */
function isCrash(error: unknown): boolean {
  const { name, severity } = error as DatabaseError;
  return isFatal({ severity }) || name === "RuntimeError" || name === "ExitStatus";
}

function requireHeld(): void {
  if (!isHeld(claim)) throw new Error("another process has taken it over");
}

await reply(opened, async () => {
  pglite = await PGlite.create(files, { onStderr: noteEnd });
  return [];
});
port?.on("message", (question: Question) => reply(question.id, () => answer(question)));
