import type { FastifyReply } from "fastify";

/** A reply's place in the list; one that has left it refers to itself. */
export interface OpenReply {
  readonly reply: FastifyReply | null;
  before: OpenReply;
  after: OpenReply;
}

/**
 * The replies that are not sent, the oldest first. A list rather than a `Set`: V8 gives a growing `Set` a new table now
 * and then, and a table that is garbage in the old generation keeps the tables after it, and their replies, alive until
 * the next full collection. Those came ten times as often.
 */
export class OpenReplies {
  readonly #ends = unlinked(null);

  add(reply: FastifyReply): OpenReply {
    const last = this.#ends.before;
    const added = { reply, before: last, after: this.#ends };
    last.after = added;
    this.#ends.before = added;
    return added;
  }

  /** Also for one that has left. */
  remove(open: OpenReply): void {
    open.before.after = open.after;
    open.after.before = open.before;
    open.before = open;
    open.after = open;
  }

  *[Symbol.iterator](): Iterator<FastifyReply> {
    for (let open = this.#ends.after; open.reply !== null; open = open.after) yield open.reply;
  }
}

function unlinked(reply: FastifyReply | null): OpenReply {
  const open = { reply } as OpenReply;
  open.before = open;
  open.after = open;
  return open;
}
