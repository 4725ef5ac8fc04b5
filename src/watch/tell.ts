import { Api } from "../check/api.ts";
import type { UseList } from "../check/use.ts";
import type { Basis } from "../cpython/release-bases.ts";
import type { Diff } from "../diff/model.ts";
import type { Manifest } from "../manifest/model.ts";
import type { Database } from "./database.ts";
import type { Jobs } from "./jobs.ts";
import { type CompiledFilter, compileSubscription, type Filters, indexed } from "./match.ts";
import { type MessageComparison, messageComparison, releaseMessage } from "./message.ts";
import { ReleaseLines } from "./release-lines.ts";
import type { ReleaseComparison, SeenRelease } from "./releases.ts";

export interface TellContext {
  database: Database;
  jobs: Pick<Jobs, "wake">;
  /** Base URL of the service, without a trailing slash. */
  publicUrl: string;
  /** The diff of a comparison that has one. */
  loadDiff(release: SeenRelease, comparison: ReleaseComparison): Promise<Diff>;
  /** The manifest of the older release. */
  loadOlder(comparison: ReleaseComparison): Promise<Manifest>;
}

/** Subscriptions processed at once, which bounds memory. */
const batchSize = 250;

/** Days for which messages are kept. */
const keptFor = 90;

/** Comparisons in order of news value. */
const basisOrder: Basis[] = ["previous-tag", "last-final", "previous-series"];

interface Listener {
  id: string;
  filter: CompiledFilter;
  reported: MessageComparison[];
  lines: ReleaseLines;
}

/**
 * Creates a message for each subscription that a release concerns. Safe to repeat at any time:
 * a subscription has one message per release.
 */
export async function tellRelease(
  context: TellContext,
  release: SeenRelease,
  comparisons: ReleaseComparison[],
): Promise<void> {
  const { database, jobs } = context;
  await database.query(
    `DELETE FROM capidiff.deliveries WHERE state <> 'pending' AND created_at < now() - $1::int * interval '1 day'`,
    [keptFor],
  );
  const ordered = comparisons.toSorted((a, b) => orderOf(a) - orderOf(b));
  for (let after: string | null = null; ; ) {
    const rows: { id: string; filters: Filters; uses: UseList | null }[] = await database.query(
      `SELECT s.id, s.filters, s.uses FROM capidiff.subscriptions s
       WHERE s.state <> 'ended' AND ($1::uuid IS NULL OR s.id > $1::uuid)
         AND NOT EXISTS (SELECT FROM capidiff.deliveries d WHERE d.subscription = s.id AND d.tag = $2)
       ORDER BY s.id LIMIT $3::int`,
      [after, release.tag, batchSize],
    );
    const listeners = rows
      .map(
        ({ id, filters, uses }): Listener => ({
          id,
          filter: compileSubscription({ filters, uses }),
          reported: [],
          lines: new ReleaseLines(),
        }),
      )
      .filter(({ filter }) => filter.wantsRelease(release));
    await hear(context, release, ordered, listeners);
    await store(context.database, release, listeners.filter(isConcerned));
    jobs.wake();
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) return;
    after = last.id;
  }
}

const orderOf = ({ bases }: ReleaseComparison) => Math.min(...bases.map((basis) => basisOrder.indexOf(basis)));

/**
 * Collects the matching changes of each comparison for the listeners that want its target, holding one diff at a time.
 */
async function hear(
  context: TellContext,
  release: SeenRelease,
  comparisons: ReleaseComparison[],
  listeners: Listener[],
) {
  for (const comparison of comparisons) {
    const { abi, platform, failure } = comparison;
    const wanting = listeners.filter(({ filter }) => filter.wantsTarget(abi, platform));
    if (wanting.length === 0) continue;
    const needsOlder = wanting.some(({ filter }) => filter.needsOlder);
    const diff = failure === null ? await loadIndexed(context, release, comparison, needsOlder) : null;
    for (const { filter, reported, lines } of wanting) {
      const matches = diff ? filter.matches(diff) : [];
      reported.push(messageComparison(context.publicUrl, release, comparison, matches));
      lines.add(comparison, matches);
    }
  }
}

async function loadIndexed(
  context: TellContext,
  release: SeenRelease,
  comparison: ReleaseComparison,
  needsOlder: boolean,
) {
  const older = needsOlder ? new Api(await context.loadOlder(comparison)) : null;
  return indexed(await context.loadDiff(release, comparison), older);
}

/** A failed comparison might have anything in it, so it is reported. */
function isConcerned({ filter, reported }: Listener): boolean {
  return !filter.isAboutChanges || reported.some(({ matching, failure }) => matching.changes > 0 || failure !== null);
}

async function store(database: Database, release: SeenRelease, listeners: Listener[]): Promise<void> {
  if (listeners.length === 0) return;
  const payloads = listeners.map(({ id, reported, lines }) =>
    JSON.stringify(releaseMessage(id, release, lines.toText(release), reported)),
  );
  // Locked, so that a subscription paused meanwhile holds its message.
  await database.query(
    `INSERT INTO capidiff.deliveries (subscription, tag, payload, state, next_attempt_at)
     SELECT s.id, $1, m.payload, CASE s.state WHEN 'active' THEN 'pending' ELSE 'held' END,
            CASE s.state WHEN 'active' THEN now() END
     FROM unnest($2::uuid[], $3::text[]) AS m (subscription, payload)
     JOIN capidiff.subscriptions s ON s.id = m.subscription
     WHERE s.state <> 'ended' FOR SHARE OF s
     ON CONFLICT (subscription, tag) DO NOTHING`,
    [release.tag, listeners.map(({ id }) => id), payloads],
  );
}
