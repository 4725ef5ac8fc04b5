import { LRUCache } from "lru-cache";
import type { RefInfo } from "../src/cpython/refs.ts";
import { basesOf } from "../src/cpython/release-bases.ts";
import { type Release, releaseName, releasesOf } from "../src/cpython/releases.ts";
import { type Abi, abis, defaultTarget, type Platform, type TargetRequest } from "../src/cpython/target.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import { CapidiffError } from "../src/errors.ts";
import type { History } from "../src/history/model.ts";
import type { SubmittedSource } from "../src/pages/check/source.tsx";
import type { DiffView } from "../src/pages/diff/view.ts";
import type { FrontPage } from "../src/pages/front.tsx";
import type { PageView } from "../src/pages/page.ts";
import type { Answer } from "./answer-cache.ts";
import type { Answers } from "./answers.ts";
import type { CheckInput } from "./checks.ts";
import type { FoundName, Names } from "./names.ts";
import { type NewestReleases, newestIn } from "./newest.ts";
import { releaseAbis, releasePlatforms } from "./release.ts";
import { Timeline } from "./timeline.ts";

/** All of Python 3, without prereleases of released versions. */
const wholeLine = { refs: null, prereleases: false } as const;

/** Builds that a name is shown for, if they have an index. */
const shownAbis: readonly Abi[] = ["cp", "cpt", "abi3"];

const usualTargets: readonly TargetRequest[] = releasePlatforms.flatMap((platform) =>
  releaseAbis.map((abi) => ({ abi, platform, limitedApi: null })),
);

/** Pages rendered from the same answers that programs get. `origin` is the base URL of the service in commands. */
export class Pages {
  readonly #answers: Answers;
  readonly #timeline: Timeline;
  /** Pages of the last second: looking up what a page is rendered from takes longer than sending it. */
  readonly #recent = new LRUCache<string, Promise<Answer>>({ max: 1000, ttl: 1000 });

  constructor(answers: Answers) {
    this.#timeline = new Timeline(answers.histories);
    this.#answers = answers;
  }

  /** Names of any version, best match first. */
  async search(text: string, most: number): Promise<FoundName[]> {
    return (await this.#names()).search(text, most);
  }

  /** The number of known versions that the index lacks, so that their names are not found. */
  async missing(): Promise<number> {
    try {
      const [line] = await this.#answers.histories.lines([defaultTarget], wholeLine);
      return line?.missing.length ?? 0;
    } catch (error) {
      if (this.#unreachableSince === null) throw error;
      return 0;
    }
  }

  front(origin: string): Promise<Answer> {
    return this.#recently(["front", origin], () => this.#front(origin));
  }

  async #front(origin: string): Promise<Answer> {
    const view: PageView = { kind: "front", ...(await this.#news()), unreachableSince: this.#unreachableSince, origin };
    return this.#answers.page(["front", view], [], () => view);
  }

  async releases(): Promise<Answer> {
    const { steps } = await this.#news();
    const view: PageView = { kind: "releases", steps, unreachableSince: this.#unreachableSince };
    return this.#answers.page(["releases", view], [], () => view);
  }

  /** The releases and the newest of them; none if the remote cannot be reached and nothing was read before. */
  async #news(): Promise<Pick<FrontPage, "steps" | "next" | "usual">> {
    try {
      const [{ steps, headlines }, { next, usual }] = await Promise.all([this.#timeline.known(), this.#newest()]);
      // The index may lack one of the two.
      const step = steps.findLast(({ from, to }) => to.ref === next?.release.ref && from.ref === next.since?.ref);
      const news = { digest: step?.digest ?? null, headlines: step === undefined ? [] : headlines };
      return { steps, next: next && { ...next, ...news }, usual };
    } catch (error) {
      if (this.#unreachableSince === null) throw error;
      return { steps: [], next: null, usual: null };
    }
  }

  /** ISO 8601. */
  get #unreachableSince(): string | null {
    return this.#answers.unreachableSince?.toISOString() ?? null;
  }

  /** @throws CapidiffError of the refs; `bytes` for a name that never existed */
  symbol(name: string, platform: Platform, origin: string): Promise<Answer> {
    return this.#recently(["symbol", name, platform, origin], () => this.#symbol(name, platform, origin));
  }

  async #symbol(name: string, platform: Platform, origin: string): Promise<Answer> {
    const targets = await this.#targets(platform);
    const history = await this.#answers.history({ subject: { kind: "symbol", name }, targets, line: wholeLine });
    return this.#answers.page(["symbol", name, origin], [history], async ([bytes]) => {
      const names = await this.#names();
      return {
        kind: "symbol",
        name,
        line: await this.#line(),
        replacements: replacementsOf(JSON.parse(String(bytes))).map((one) => ({
          name: one,
          from: null,
          to: null,
          ...names.range("symbol", one),
        })),
        isStruct: names.range("struct", name) !== null,
        origin,
      };
    });
  }

  /** @throws CapidiffError of the refs; `bytes` for a header that no version has */
  async header(header: string, platform: Platform): Promise<Answer> {
    const target: TargetRequest = { abi: "cp", platform, limitedApi: null };
    const { histories } = this.#answers;
    const key = await histories.headerKey(header, target, wholeLine);
    return this.#answers.page(["header", key], [], async () => {
      const history = await histories.header(header, target, wholeLine);
      const newest = (await this.#line()).findLast(({ ref }) => !history.missing.includes(ref));
      return { kind: "header", history, isThere: history.runs.at(-1)?.to.ref === newest?.ref };
    });
  }

  /** The ref as it appears in its page's URL: a full commit id is kept, `latest` becomes the tag it means. */
  async ownName(ref: string): Promise<string> {
    const known = await this.#answers.resolve(ref);
    // `refs/tags/…` is unambiguous, and may be needed.
    return ref.startsWith("refs/") ? ref : known.ref;
  }

  /** The last version that has a struct. @throws CapidiffError `unknown-struct` if none has */
  async lastWith(name: string, target: TargetRequest): Promise<string> {
    const subject = { kind: "struct", name } as const;
    const history = await this.#answers.history({ subject, targets: [target], line: wholeLine });
    const { histories }: History = JSON.parse((await history.bytes()).toString());
    const last = histories.flatMap(({ stretches }) => stretches).findLast(({ facts }) => facts !== null);
    if (last === undefined) throw new CapidiffError("unknown-struct", `No version has a struct ${name}.`);
    return last.to.ref;
  }

  /** @throws CapidiffError of the refs; `bytes` for a struct missing in one of them */
  struct(name: string, refs: string[], target: TargetRequest, origin: string): Promise<Answer> {
    return this.#recently(["struct", name, refs, target, origin], () => this.#struct(name, refs, target, origin));
  }

  async #struct(name: string, refs: string[], target: TargetRequest, origin: string): Promise<Answer> {
    const history = await this.#answers.history({
      subject: { kind: "struct", name },
      targets: [target],
      line: wholeLine,
    });
    const parts = await Promise.all(refs.map((ref) => this.#answers.part(ref, target, { kind: "struct", name })));
    return this.#answers.page(["struct", name, refs, target, origin], [history, ...parts], async () => ({
      kind: "struct",
      name,
      refs,
      line: await this.#line(),
      ...target,
      origin,
    }));
  }

  /** @throws CapidiffError of the refs and the filter */
  async diff([from, to]: [string, string], target: TargetRequest, filter: DiffFilter, origin: string): Promise<Answer> {
    const view: DiffView = { from, to, ...target, filter };
    const sources = await Promise.all([
      this.#answers.diff(from, to, target, { ...filter, topic: undefined }),
      ...(filter.topic === undefined ? [] : [this.#answers.diff(from, to, target, filter)]),
    ]);
    const line = await this.#line();
    return this.#answers.page(["diff", view, line, origin], sources, () => ({ kind: "diff", view, line, origin }));
  }

  /** @throws CapidiffError of the refs; `bytes` for a change that is not in the diff */
  async change([from, to]: [string, string], target: TargetRequest, id: string, isPart: boolean): Promise<Answer> {
    const view: DiffView = { from, to, ...target, filter: {} };
    const page = { kind: "change", view, id, isPart } as const;
    return this.#answers.page(["change", page], [await this.#answers.diff(from, to, target)], () => page);
  }

  /** The form for comparisons, with the newest final release and the series before it selected. */
  async compareForm(): Promise<Answer> {
    const line = await this.#line();
    const { usual } = await this.#newest();
    const [from, to] = usual ? [usual.from.ref, usual.to.ref] : ["", ""];
    const view: DiffView = { from, to, ...defaultTarget, filter: {} };
    const page = { kind: "compare", view, line, unreachableSince: this.#unreachableSince } as const;
    return this.#answers.page(["compare", page], [], () => page);
  }

  async #newest(): Promise<NewestReleases> {
    return newestIn(await this.#answers.refs());
  }

  async checkForm(): Promise<Answer> {
    const line = await this.#line();
    const { usual, next } = await this.#newest();
    const target = (next?.release ?? usual?.to ?? line.at(-1))?.ref ?? "latest";
    const page = { kind: "check-form", line, target, unreachableSince: this.#unreachableSince } as const;
    return this.#answers.page(["check-form", page], [], () => page);
  }

  /**
   * The impact of a version on an extension.
   * @param sources files shown along with the findings
   * @throws CapidiffError of the refs; `bytes` of the files, the target and the headers
   */
  async check(input: CheckInput, sources: SubmittedSource[]): Promise<Answer> {
    const check = await this.#answers.check(input);
    // The check's own ETag covers all input.
    return this.#answers.page(["check"], [check], () => ({ kind: "check", sources }));
  }

  /**
   * What a release changed since earlier ones, for the targets in the index, or for all usual ones.
   * @throws CapidiffError of the ref; `bytes` as for diffs
   */
  async release(ref: string, isAll: boolean, origin: string): Promise<Answer> {
    const refs = await this.#answers.refs();
    const releases = new Map(releasesOf(refs).map((release) => [release.ref.name, release]));
    const own = releases.get(ref);
    if (own === undefined) throw new CapidiffError("unknown-ref", `${ref} is not a release tag.`);
    const bases = basesOf(ref, refs).map(({ tag }) => tag);
    const reports = await Promise.all(
      bases.map(async (base) => {
        const targets = isAll ? usualTargets : await this.#indexedTargets([base, ref]);
        return this.#answers.release(base, ref, targets, { surface: "public" });
      }),
    );
    const name = ["release", own.ref.name, own.ref.commit, bases, isAll, origin];
    return this.#answers.page(name, reports, () => ({
      kind: "release",
      release: releaseName(own),
      bases: bases.map((base) => releaseName(releases.get(base) as Release)),
      isAll,
      origin,
    }));
  }

  /** The targets for which the index has these tags; the default target if there are none. */
  async #indexedTargets(tags: readonly string[]): Promise<TargetRequest[]> {
    const { histories } = this.#answers;
    const known = await Promise.all(
      (await histories.indexed()).map(async (target) => {
        const [line] = await histories.lines([target], { refs: null, prereleases: true });
        const has = (tag: string) => line?.stops.some(({ ref }) => ref === tag);
        return target.limitedApi === null && tags.every(has) ? [target] : [];
      }),
    );
    const targets = known.flat();
    return targets.length > 0 ? targets : [defaultTarget];
  }

  #recently(key: readonly unknown[], make: () => Promise<Answer>): Promise<Answer> {
    const name = JSON.stringify(key);
    const known = this.#recent.get(name);
    if (known) return known;
    const made = make();
    this.#recent.set(name, made);
    made.catch(() => this.#recent.delete(name));
    return made;
  }

  #names(): Promise<Names> {
    return this.#answers.histories.names(defaultTarget);
  }

  async #line() {
    return (await this.#answers.histories.line(wholeLine)).map(({ name, version }: RefInfo) => ({
      ref: name,
      version: version ?? name,
    }));
  }

  /** The default target, and others of the platform with an index. */
  async #targets(platform: Platform): Promise<TargetRequest[]> {
    const indexed = await this.#answers.histories.indexed();
    const has = (abi: Abi) =>
      indexed.some((one) => one.abi === abi && one.platform === platform && one.limitedApi === null);
    return abis
      .filter((abi) => abi === "cp" || (shownAbis.includes(abi) && has(abi)))
      .map((abi) => ({ abi, platform, limitedApi: null }));
  }
}

/** The names that replaced a symbol, newest first. */
function replacementsOf({ histories, subject }: History): string[] {
  const names = histories.flatMap(({ stretches }) =>
    stretches
      .toReversed()
      .flatMap(({ changes }) =>
        changes
          .filter((change) => change.subject.name === subject.name)
          .flatMap(({ newName, replacement = [] }) => [...(newName === undefined ? [] : [newName]), ...replacement]),
      ),
  );
  return [...new Set(names)].filter((name) => name !== subject.name);
}
