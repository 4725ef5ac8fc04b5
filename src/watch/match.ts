import type { Api } from "../check/api.ts";
import { namesOf } from "../check/subject.ts";
import { ChangeIndex, isPath } from "../check/touched.ts";
import type { UseList } from "../check/use.ts";
import type { Abi, Platform } from "../cpython/target.ts";
import { defaultTarget } from "../cpython/target.ts";
import type { Version } from "../cpython/version.ts";
import type { Change, Diff, Impact } from "../diff/model.ts";
import { compilePattern } from "../manifest/pattern.ts";

/** What a subscriber wants to hear of: all that is given must fit, any of the values of a list. */
export interface Filters {
  /** As `3.14`. */
  series?: string[] | undefined;
  stages?: Version["stage"][] | undefined;
  /** Ids of rules. */
  rules?: string[] | undefined;
  /** Changes that are at least so bad on source or on binary; one that is not given does not count. */
  impact?: { source?: Impact | undefined; binary?: Impact | undefined } | undefined;
  /** Names or globs with `*`, `?` and `[…]`. */
  symbols?: string[] | undefined;
  /** The default build without it, as everywhere. */
  abis?: Abi[] | undefined;
  /** `linux_x86_64` without it, as everywhere. */
  platforms?: Platform[] | undefined;
}

/** The part of a subscription that decides what it hears. */
export interface SubscriptionFilter {
  filters: Filters;
  /** What the subscriber's extension uses; null for one who wants to hear of all. */
  uses: UseList | null;
}

/** A change that concerns a subscriber, with those of his uses that it touches; null for one who told none. */
export interface Match {
  change: Change;
  uses: UseList | null;
}

/** A diff of a release that many are told of. */
export interface IndexedDiff {
  changes: readonly Change[];
  index: ChangeIndex;
  /** The version of `from`; null where no filter needs it. */
  older: Api | null;
}

export const indexed = ({ changes }: Diff, older: Api | null = null): IndexedDiff => ({
  changes,
  index: new ChangeIndex(changes),
  older,
});

/** A filter, ready to be asked of releases and diffs. */
export interface CompiledFilter {
  /**
   * Whether it is about changes, so that a release without any that match is not told. Whoever filters releases alone
   * hears of each, also of one that changed nothing.
   */
  isAboutChanges: boolean;
  wantsRelease(release: { series: string; stage: Version["stage"] }): boolean;
  wantsTarget(abi: Abi, platform: Platform): boolean;
  /** Whether it takes the older version to know all that its uses mean. */
  needsOlder: boolean;
  /** In the order of the diff: the worst of the public surface first. */
  matches(diff: IndexedDiff): Match[];
}

/** @throws CapidiffError `invalid-request` for too long a glob */
export function compileFilter({ filters, uses }: SubscriptionFilter): CompiledFilter {
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
