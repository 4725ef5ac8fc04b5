/**
 * `npm run chaos`: the real service, killed and stopped at random moments, over the embedded database and, where Postgres
 * is installed, over a server. Prints what was lost, wrong or left behind; fails if anything was.
 *
 * Options: `--kills 100`, `--stops 20`, `--seed N` to repeat a run, `--database embedded|server`.
 */
import { parseArgs } from "node:util";
import { chaos } from "../test/server/chaos.ts";
import { postgresBin, startPostgres } from "../test/watch/databases.ts";

const { values: options } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    stops: { type: "string", default: "20" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    database: { type: "string" },
  },
});
const plan = { kills: Number(options.kills), stops: Number(options.stops), seed: Number(options.seed) };
console.log(`${plan.kills} kills and ${plan.stops} stops, --seed ${plan.seed}`);

if (options.database !== "server") report("embedded database", await chaos(plan));
if (options.database !== "embedded" && postgresBin !== null) {
  await using server = await startPostgres();
  report("Postgres server", await chaos({ ...plan, databaseUrl: await server.database() }));
}

function report(database: string, damage: Awaited<ReturnType<typeof chaos>>): void {
  const counts = Object.entries(damage).map(([what, those]) => `${those.length} ${what}`);
  console.log(`${database}: ${counts.join(", ")}`);
  for (const [what, those] of Object.entries(damage)) for (const one of those) console.log(`  ${what}: ${one}`);
  if (Object.values(damage).some((those) => those.length > 0)) process.exitCode = 1;
}
