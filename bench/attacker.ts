/** Sends hostile checks without pause: `attacker.ts BASE SECONDS`, a process of its own for `bench/hostile.ts`. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface Answered {
  status: number;
  ms: number;
}

/** One request from an address; status 0 if the connection broke. */
export async function ask(base: string, localAddress: string, path: string, body?: string | Buffer): Promise<Answered> {
  const start = performance.now();
  const method = body === undefined ? "GET" : "POST";
  const sent = request(base + path, { method, localAddress, headers: { "content-type": "application/json" } });
  // Also after the answer, when the rest of the body is not read.
  sent.on("error", () => {});
  try {
    sent.end(body);
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    // A response that refuses the body may end before the body is read.
    await once(response.resume(), "close");
    return { status: response.statusCode ?? 0, ms: performance.now() - start };
  } catch {
    return { status: 0, ms: performance.now() - start };
  }
}

/** A check of 15 MB whose macros expand to the limit. The number makes it unique. */
function hostileCheck(number: number): Buffer {
  const doubling = Array.from({ length: 17 }, (_, i) => `#define M${i + 1} M${i} M${i}`).join("\\n");
  const file = `#include <Python.h>\\n#define M0 x+\\n${doubling}\\n${"int y = M17 1;\\n".repeat(62_000)}`;
  const files = Array.from({ length: 15 }, (_, i) => `"${number}-${i}.c":"${file}"`);
  return Buffer.from(`{"sources":{${files.join(",")}}}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , base = "", seconds] = process.argv;
  const end = performance.now() + 1000 * Number(seconds);
  const statuses: Record<number, number> = {};
  const attack = async (number: number) => {
    const body = hostileCheck(number);
    while (performance.now() < end) {
      const { status } = await ask(base, "127.0.0.2", "/v1/check?target=v3.13.18&baseline=v3.13.5", body);
      statuses[status] = (statuses[status] ?? 0) + 1;
      await sleep(10);
    }
  };
  await Promise.all(Array.from({ length: 20 }, (_, number) => attack(number)));
  console.log(JSON.stringify(statuses));
}
