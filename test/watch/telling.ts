import { diffManifests } from "../../src/diff/diff.ts";
import type { Diff } from "../../src/diff/model.ts";
import type { Database, Sql } from "../../src/watch/database.ts";
import { type DeliverContext, deliver } from "../../src/watch/deliver.ts";
import type { Jobs, Work, WorkName } from "../../src/watch/jobs.ts";
import { Outgoing, type OutgoingOptions } from "../../src/watch/outgoing.ts";
import type { Comparison, Release } from "../../src/watch/releases.ts";
import { createSubscription, type SubscriptionInput } from "../../src/watch/subscriptions.ts";
import { type TellContext, tellRelease } from "../../src/watch/tell.ts";
import { func, manifest, member, struct, typedef } from "../diff/manifests.ts";

interface SentJob {
  name: WorkName;
  data: unknown;
  after: Date | undefined;
}

/** Jobs that wait until the test does them. */
export class WaitingJobs implements Pick<Jobs, "send" | "wake" | "work"> {
  sent: SentJob[] = [];

  async send<Name extends WorkName>(name: Name, data: Work[Name][], { after }: { sql?: Sql; after?: Date } = {}) {
    this.sent.push(...data.map((data) => ({ name, data, after })));
  }
  wake() {}
  work() {}
}

const foo = (...names: string[]) =>
  struct("PyFoo", { size: 4 * names.length, members: names.map((name, turn) => member(name, { offset: 4 * turn })) });

const wrapper = struct("PyWrapper", { size: 64, members: [member("base", { type: "PyFoo", size: null })] });

const sampleOlder = manifest({
  ref: "v3.15.0b1",
  symbols: [func("PyBar_Get"), typedef("PyFoo")],
  structs: [foo("a", "b"), wrapper],
});

/** `PyBar_Get` and the first member of `PyFoo` go, `PyBar_New` comes; `PyWrapper` has a `PyFoo` in it. */
export const sampleDiff: Diff = diffManifests(
  sampleOlder,
  manifest({ ref: "v3.15.0b2", symbols: [func("PyBar_New"), typedef("PyFoo")], structs: [foo("b"), wrapper] }),
);

export const sampleRelease: Release = {
  tag: "v3.15.0b2",
  version: "3.15.0b2",
  series: "3.15",
  stage: "beta",
  commit: "c".repeat(40),
  seenAt: new Date("2026-05-26T12:00:00Z"),
  comparedAt: new Date("2026-05-26T12:01:00Z"),
};

export const sampleComparison: Comparison = {
  fromTag: "v3.15.0b1",
  abi: "cp",
  platform: "linux_x86_64",
  bases: ["previous-tag"],
  complete: true,
  summary: sampleDiff.summary,
  failure: null,
};

/** Puts a release into the table that deliveries name it by. */
export async function storeRelease(sql: Sql, { tag, version, series, stage, commit }: Release): Promise<void> {
  await sql.query(
    `INSERT INTO capidiff.releases (tag, version, series, stage, commit, state, compared_at)
     VALUES ($1, $2, $3, $4, $5, 'compared', now()) ON CONFLICT DO NOTHING`,
    [tag, version, series, stage, commit],
  );
}

/** Subscribers over an empty database; messages are sent when the test does the jobs. */
export class Telling implements AsyncDisposable {
  readonly database: Database;
  readonly jobs = new WaitingJobs();
  readonly outgoing: Outgoing;
  readonly outcomes: string[] = [];
  readonly context: DeliverContext & TellContext;
  /** Diffs that were loaded, by target. */
  readonly loaded: string[] = [];

  constructor(database: Database, options: Partial<OutgoingOptions> = {}) {
    this.database = database;
    this.outgoing = new Outgoing({ allowLoopback: true, timeout: 500, ...options });
    this.context = {
      database,
      jobs: this.jobs,
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

  /** Does the jobs that wait, whatever time they are for. @returns when each was to be done */
  async work(): Promise<(Date | undefined)[]> {
    const jobs = this.jobs.sent.splice(0);
    const { signal } = new AbortController();
    for (const { data } of jobs) await deliver(this.context, { data: data as Work["deliver"], signal });
    return jobs.map(({ after }) => after);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.outgoing.close();
    await this.database.query("DELETE FROM capidiff.subscriptions; DELETE FROM capidiff.releases");
  }
}
