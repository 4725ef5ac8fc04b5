/**
 * `npm run bench:slow-endpoint`: how long a message of one owner takes while 60 of another's go to an endpoint that never
 * answers. On PGlite, and on Postgres where Debian's is installed. On Linux, where all of 127.0.0.0/8 is loopback.
 *
 * Option: `--check` to fail when the aim is missed.
 */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { fixture } from "../test/server/fixture.ts";
import { Service } from "../test/server/process.ts";
import { postgresBin, startPostgres } from "../test/watch/databases.ts";
import { receiver } from "../test/watch/receiver.ts";

const { values: options } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const slowMessages = 60;
const quickMessages = 10;
/** Milliseconds of the slowest. */
const aim = 10_000;
const token = "the-token-of-the-bench";

await run("PGlite", {});
if (postgresBin) {
  await using postgres = await startPostgres();
  await run("Postgres", { DATABASE_URL: await postgres.database() });
}

async function run(database: string, env: Record<string, string>): Promise<void> {
  using f = fixture();
  await using service = await Service.start({
    ...f.env,
    CAPIDIFF_ADMIN_TOKEN: token,
    CAPIDIFF_ALLOW_LOOPBACK: "1",
    ...env,
  });
  await service.ready();

  const silent = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.2");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const arrivals: number[] = [];
  const quick = await receiver(({ at }, response) => {
    arrivals.push(at);
    response.writeHead(204).end();
  });

  const sendToSilent = await subscriber(service, "slow", `http://127.0.0.2:${port}/`);
  const send = await subscriber(service, "quick", quick.url);
  for (let number = 0; number < slowMessages; number++) await sendToSilent();
  const times: number[] = [];
  for (let number = 0; number < quickMessages; number++) {
    const start = Date.now();
    await send();
    while (arrivals.length <= number) await sleep(10);
    times.push((arrivals[number] ?? Number.NaN) - start);
    await sleep(1000);
  }
  const slowest = Math.max(...times);
  console.log(
    `${database}: ${slowMessages} messages to a silent endpoint; another owner's ${quickMessages} within ` +
      `${(slowest / 1000).toFixed(1)} s each (aim ${aim / 1000})`,
  );
  if (options.check && slowest > aim) process.exitCode = 1;
  silent.close();
  await quick.close();
}

/** Subscribes as a new owner; returns what sends a test message. */
async function subscriber(service: Service, owner: string, url: string): Promise<() => Promise<unknown>> {
  const { key = "" } = await post(service, "/v1/keys", token, { owner });
  const { id } = await post(service, "/v1/subscriptions", key, { url });
  return () => post(service, `/v1/subscriptions/${id}/test`, key, {});
}

async function post(service: Service, path: string, bearer: string, body: object): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/json" };
  const response = await fetch(service.base + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}
