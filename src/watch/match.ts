import type { Api } from "../check/api.ts";
import { namesOf } from "../check/subject.ts";
import { ChangeIndex, isPath } from "../check/touched.ts";
import type { UseList } from "../check/use.ts";
import type { Abi, Platform } from "../cpython/target.ts";
import { defaultTarget } from "../cpython/target.ts";
import type { Version } from "../cpython/version.ts";
import type { Change, Diff, Impact } from "../diff/model.ts";
import { compilePattern } from "../manifest/pattern.ts";

/** The filters of a subscription: all given fields must match, each by any value of its list. */
export interface Filters {
  /** As `3.14`. */
  series?: string[] | undefined;
  stages?: Version["stage"][] | undefined;
  /** Ids of rules. */
  rules?: string[] | undefined;
  /** Minimum impact on source or binary; either suffices. */
  impact?: { source?: Impact | undefined; binary?: Impact | undefined } | undefined;
  /** Names or globs with `*`, `?` and `[…]`. */
  symbols?: string[] | undefined;
  /** The default build if absent, as everywhere. */
  abis?: Abi[] | undefined;
  /** `linux_x86_64` if absent, as everywhere. */
  platforms?: Platform[] | undefined;
}

/** The part of a subscription that decides which releases it is notified of. */
export interface SubscriptionFilter {
  filters: Filters;
  /** What the subscriber's extension uses; null for all changes. */
  uses: UseList | null;
}

/** A change that concerns a subscriber, with the uses it affects; null if the subscriber listed none. */
export interface Match {
  change: Change;
  uses: UseList | null;
}

/** A diff prepared for matching against many subscriptions. */
export interface IndexedDiff {
  changes: readonly Change[];
  index: ChangeIndex;
  /** The API of `from`; null if no filter needs it. */
  older: Api | null;
}

/** A diff prepared for many subscriptions. @param older the API before, for members by path */
export const indexed = ({ changes }: Diff, older: Api | null = null): IndexedDiff => ({
  changes,
  index: new ChangeIndex(changes),
  older,
});

/** A filter ready to match releases and diffs. */
export interface CompiledFilter {
  /**
   * Whether it is about changes, so that a release without a matching one is skipped. A filter about releases only
   * matches each of them, even without changes.
   */
  isAboutChanges: boolean;
  wantsRelease(release: { series: string; stage: Version["stage"] }): boolean;
  wantsTarget(abi: Abi, platform: Platform): boolean;
  /** Whether matching uses needs the older version's API. */
  needsOlder: boolean;
  /** In the order of the diff: worst of the public surface first. */
  matches(diff: IndexedDiff): Match[];
}

/** @throws CapidiffError `invalid-request` if a glob is too long */
export function compileSubscription({ filters, uses }: SubscriptionFilter): CompiledFilter {
  const {
    series,
    stages,
    rules,
    impact,
    symbols,
    abis = [defaultTarget.abi],
    platforms = [defaultTarget.platform],
  } = filters;
  const globs = symbols?.map(compilePattern);
  const bars = [impact?.source && bar("source", impact.source), impact?.binary && bar("binary", impact.binary)].filter(
    (one) => one !== undefined,
  );
  const fits = (change: Change) =>
    (!rules || rules.includes(change.rule)) &&
    (bars.length === 0 || bars.some((isReached) => isReached(change))) &&
    (!globs || namesOf(change).some((name) => globs.some((matches) => matches(name))));
  return {
    isAboutChanges: uses !== null || rules !== undefined || symbols !== undefined || bars.length > 0,
    wantsRelease: (release) =>
      (!series || series.includes(release.series)) && (!stages || stages.includes(release.stage)),
    wantsTarget: (abi, platform) => abis.includes(abi) && platforms.includes(platform),
    needsOlder: uses?.members?.some(isPath) ?? false,
    matches: ({ changes, index, older }) =>
      uses === null
        ? changes.filter(fits).map((change) => ({ change, uses: null }))
        : index.touching(uses, older ?? undefined).filter(({ change }) => fits(change)),
  };
}

const severity: Record<Impact, number> = { compatible: 0, risky: 1, breaking: 2 };

const bar = (side: "source" | "binary", least: Impact) => (change: Change) => severity[change[side]] >= severity[least];
