import { diffManifests } from "../../src/diff/diff.ts";
import type { Diff } from "../../src/diff/model.ts";
import type { Database, Sql } from "../../src/watch/database.ts";
import { type DeliverContext, deliver } from "../../src/watch/deliver.ts";
import { type Due, takeDue } from "../../src/watch/due.ts";
import type { Jobs } from "../../src/watch/jobs.ts";
import { Outgoing, type OutgoingOptions } from "../../src/watch/outgoing.ts";
import type { ReleaseComparison, SeenRelease } from "../../src/watch/releases.ts";
import { createSubscription, type SubscriptionInput } from "../../src/watch/subscriptions.ts";
import { type TellContext, tellRelease } from "../../src/watch/tell.ts";
import { func, manifest, member, struct, typedef } from "../diff/manifests.ts";

/** Jobs that are never run. */
export const noJobs: Pick<Jobs, "send" | "wake"> = { send: async () => {}, wake: () => {} };

const foo = (...names: string[]) =>
  struct("PyFoo", { size: 4 * names.length, members: names.map((name, turn) => member(name, { offset: 4 * turn })) });

const wrapper = struct("PyWrapper", { size: 64, members: [member("base", { type: "PyFoo", size: null })] });

const sampleOlder = manifest({
  ref: "v3.15.0b1",
  symbols: [func("PyBar_Get"), typedef("PyFoo")],
  structs: [foo("a", "b"), wrapper],
});

/** `PyBar_Get` and the first member of `PyFoo` go, `PyBar_New` comes; `PyWrapper` has a `PyFoo` in it. */
const sampleDiff: Diff = diffManifests(
  sampleOlder,
  manifest({ ref: "v3.15.0b2", symbols: [func("PyBar_New"), typedef("PyFoo")], structs: [foo("b"), wrapper] }),
);

export const sampleRelease: SeenRelease = {
  tag: "v3.15.0b2",
  version: "3.15.0b2",
  series: "3.15",
  stage: "beta",
  commit: "c".repeat(40),
  seenAt: new Date("2026-05-26T12:00:00Z"),
  comparedAt: new Date("2026-05-26T12:01:00Z"),
};

export const sampleComparison: ReleaseComparison = {
  fromTag: "v3.15.0b1",
  abi: "cp",
  platform: "linux_x86_64",
  bases: ["previous-tag"],
  complete: true,
  summary: sampleDiff.summary,
  failure: null,
};

/** Puts a release into the table that deliveries name it by. */
export async function storeRelease(sql: Sql, { tag, version, series, stage, commit }: SeenRelease): Promise<void> {
  await sql.query(
    `INSERT INTO capidiff.releases (tag, version, series, stage, commit, state, compared_at)
     VALUES ($1, $2, $3, $4, $5, 'compared', now()) ON CONFLICT DO NOTHING`,
    [tag, version, series, stage, commit],
  );
}

/** Subscribers over an empty database; messages are sent when the test does the jobs. */
export class Telling implements AsyncDisposable {
  readonly database: Database;
  readonly outgoing: Outgoing;
  readonly outcomes: string[] = [];
  readonly context: DeliverContext & TellContext;
  /** Diffs that were loaded, by target. */
  readonly loaded: string[] = [];

  constructor(database: Database, options: Partial<OutgoingOptions> = {}) {
    this.database = database;
    this.outgoing = new Outgoing({ allowLoopback: true, timeout: 600_000, ...options });
    this.context = {
      database,
      jobs: noJobs,
      outgoing: this.outgoing,
      publicUrl: "https://capidiff.test",
      onOutcome: (outcome) => this.outcomes.push(outcome),
      loadDiff: async (_release, { abi, platform }) => {
        this.loaded.push(`${abi} ${platform}`);
        return sampleDiff;
      },
      loadOlder: async ({ fromTag }) => {
        this.loaded.push(fromTag);
        return sampleOlder;
      },
    };
  }

  subscribe(input: SubscriptionInput, owner = "owner") {
    return createSubscription(this.database, owner, input);
  }

  async tell(release = sampleRelease, comparisons = [sampleComparison]): Promise<void> {
    await storeRelease(this.database, release);
    await tellRelease(this.context, release, comparisons);
  }

  /** Makes the attempts that wait, whatever time they are for. */
  async work(): Promise<void> {
    await this.hurry();
    const { signal } = new AbortController();
    for (let due = await this.take(); due.length > 0; due = await this.take()) {
      for (const one of due) await deliver(this.context, one, signal);
    }
  }

  take(free = 100): Promise<Due[]> {
    return takeDue(this.database, free);
  }

  /** Makes everything waiting due, including what a process holds, as if it had died. */
  async hurry(): Promise<void> {
    await this.database.query(`UPDATE capidiff.deliveries
      SET next_attempt_at = least(next_attempt_at, now()), leased_until = NULL WHERE state = 'pending'`);
  }

  /** When the next attempts are to be made. */
  async waiting(): Promise<Date[]> {
    const rows = await this.database.query<{ at: Date }>(
      "SELECT next_attempt_at AS at FROM capidiff.deliveries WHERE state = 'pending' ORDER BY 1",
    );
    return rows.map(({ at }) => at);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.outgoing.close();
    await this.database.query("DELETE FROM capidiff.subscriptions; DELETE FROM capidiff.releases");
  }
}
