import type { FastifyReply } from "fastify";
import { expect, test } from "vitest";
import { OpenReplies } from "../../routes/open-replies.ts";

const reply = (id: string) => ({ id }) as unknown as FastifyReply;
const [a, b, c] = [reply("a"), reply("b"), reply("c")] as const;

test("replies are listed from the oldest on, until they leave", () => {
  const open = new OpenReplies();
  expect([...open]).toEqual([]);
  const [first, second] = [a, b].map((reply) => open.add(reply));
  open.add(c);
  expect([...open]).toEqual([a, b, c]);
  open.remove(second as NonNullable<typeof second>);
  expect([...open]).toEqual([a, c]);
  open.remove(first as NonNullable<typeof first>);
  open.add(b);
  expect([...open]).toEqual([c, b]);
});

test("one that has left leaves nothing behind: it may leave twice, and refers to no other", () => {
  const open = new OpenReplies();
  const first = open.add(a);
  open.add(b);
  open.remove(first);
  open.remove(first);
  expect([first.before, first.after]).toEqual([first, first]);
  expect([...open]).toEqual([b]);
});
