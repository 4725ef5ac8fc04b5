import { expect, test } from "vitest";
import { chaos } from "./chaos.ts";

test("killed and stopped at random moments, a service loses nothing, answers correctly and leaves nothing behind", async () => {
  const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`CHAOS_SEED=${seed}`);
  const nothing = { lostWrites: [], wrongAnswers: [], leftovers: [], wrongMessages: [] };
  expect(await chaos({ kills: 10, stops: 2, seed }), `CHAOS_SEED=${seed}`).toEqual(nothing);
}, 600_000);
