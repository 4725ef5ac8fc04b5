import { LRUCache } from "lru-cache";
import type { RefInfo } from "../src/cpython/refs.ts";
import { isFinal, newestOf, type Release, releasesOf } from "../src/cpython/releases.ts";
import { type Abi, abis, defaultTarget, type Platform, type TargetRequest } from "../src/cpython/target.ts";
import { compareVersions, seriesOf } from "../src/cpython/version.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import { CapidiffError } from "../src/errors.ts";
import type { History } from "../src/history/model.ts";
import type { SourceText } from "../src/pages/check/source.tsx";
import type { DiffView } from "../src/pages/diff/view.ts";
import { type Digest, digestOf } from "../src/pages/digest.ts";
import type { FrontPage } from "../src/pages/front.tsx";
import type { PageView } from "../src/pages/page.ts";
import type { Answer, Answers } from "./answers.ts";
import type { CheckInput } from "./checks.ts";
import type { FoundName, Names } from "./names.ts";
import { Timeline } from "./timeline.ts";

/** All of Python 3, without the prereleases of what is out. */
const wholeLine = { refs: null, prereleases: false } as const;

/** Builds that a name is shown for, where there is an index of them. */
const shownAbis: readonly Abi[] = ["cp", "cpt", "abi3"];

/** Pages for people, made of the same answers that programs get. */
export class Pages {
  readonly #answers: Answers;
  readonly #timeline: Timeline;
  /** Of the last second: to look up what a page is made of takes longer than to send it. */
  readonly #recent = new LRUCache<string, Promise<Answer>>({ max: 1000, ttl: 1000 });
  /** Where others reach the service. */
  readonly #origin: string;

  constructor(answers: Answers, origin: string) {
    this.#timeline = new Timeline(answers.histories);
    this.#answers = answers;
    this.#origin = origin;
  }

  /** Names that any version has, the best first. */
  async search(text: string, most: number): Promise<FoundName[]> {
    return (await this.#names()).search(text, most);
  }

  front(): Promise<Answer> {
    return this.#recently(["front"], () => this.#front());
  }

  async #front(): Promise<Answer> {
    const { steps } = await this.#timeline.known();
    const { next, usual } = await this.#newest();
    const view: PageView = {
      kind: "front",
      steps,
      next,
      usual,
      origin: this.#origin,
    };
    return this.#answers.page(["front", view], [], () => view);
  }

  async releases(): Promise<Answer> {
    const { steps } = await this.#timeline.known();
    return this.#answers.page(["releases", steps], [], () => ({ kind: "releases", steps }));
  }

  /** @throws CapidiffError of the refs; `bytes` for a name that never was */
  symbol(name: string, platform: Platform): Promise<Answer> {
    return this.#recently(["symbol", name, platform], () => this.#symbol(name, platform));
  }

  async #symbol(name: string, platform: Platform): Promise<Answer> {
    const targets = await this.#targets(platform);
    const history = await this.#answers.history({ subject: { kind: "symbol", name }, targets, line: wholeLine });
    return this.#answers.page(["symbol", name, this.#origin], [history], async ([bytes]) => {
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
        origin: this.#origin,
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

  /** The ref as its page's address has it: a full commit id stays one, `latest` becomes the tag that it means. */
  async ownName(ref: string): Promise<string> {
    const known = await this.#answers.resolve(ref);
    // `refs/tags/…` means the same wherever it is written, and may be needed.
    return ref.startsWith("refs/") ? ref : known.ref;
  }

  /** The last version that has a struct. @throws CapidiffError `unknown-struct` where none has */
  async lastWith(name: string, target: TargetRequest): Promise<string> {
    const subject = { kind: "struct", name } as const;
    const history = await this.#answers.history({ subject, targets: [target], line: wholeLine });
    const { histories }: History = JSON.parse((await history.bytes()).toString());
    const last = histories.flatMap(({ stretches }) => stretches).findLast(({ facts }) => facts !== null);
    if (last === undefined) throw new CapidiffError("unknown-struct", `No version has a struct ${name}.`);
    return last.to.ref;
  }

  /** @throws CapidiffError of the refs; `bytes` for a struct that one of them has not */
  struct(name: string, refs: string[], target: TargetRequest): Promise<Answer> {
    return this.#recently(["struct", name, refs, target], () => this.#struct(name, refs, target));
  }

  async #struct(name: string, refs: string[], target: TargetRequest): Promise<Answer> {
    const history = await this.#answers.history({
      subject: { kind: "struct", name },
      targets: [target],
      line: wholeLine,
    });
    const parts = await Promise.all(refs.map((ref) => this.#answers.part(ref, target, { kind: "struct", name })));
    return this.#answers.page(["struct", name, refs, target, this.#origin], [history, ...parts], async () => ({
      kind: "struct",
      name,
      refs,
      line: await this.#line(),
      ...target,
      origin: this.#origin,
    }));
  }

  /** @throws CapidiffError of the refs and the filter */
  async diff([from, to]: [string, string], target: TargetRequest, filter: DiffFilter): Promise<Answer> {
    const view: DiffView = { from, to, ...target, filter, origin: this.#origin };
    const isFiltered = Object.values(filter).some((wanted) => wanted !== undefined);
    const sources = await Promise.all([
      this.#answers.diff(from, to, target),
      ...(isFiltered ? [this.#answers.diff(from, to, target, filter)] : []),
    ]);
    const line = await this.#line();
    return this.#answers.page(["diff", view, line], sources, () => ({ kind: "diff", view, line }));
  }

  /** @throws CapidiffError of the refs; `bytes` for a change that is not in the diff */
  async change([from, to]: [string, string], target: TargetRequest, id: string, isPart: boolean): Promise<Answer> {
    const view: DiffView = { from, to, ...target, filter: {}, origin: this.#origin };
    const page = { kind: "change", view, id, isPart } as const;
    return this.#answers.page(["change", page], [await this.#answers.diff(from, to, target)], () => page);
  }

  /** What to compare, with the newest final and the series before it chosen. */
  async compareForm(): Promise<Answer> {
    const line = await this.#line();
    const { usual } = await this.#newest();
    const [from, to] = usual ? [usual.from.ref, usual.to.ref] : ["", ""];
    const view: DiffView = { from, to, ...defaultTarget, filter: {}, origin: this.#origin };
    return this.#answers.page(["compare", view, line], [], () => ({ kind: "compare", view, line }));
  }

  /** The newest prerelease, where it is the newest of all, and the newest finals of two series. */
  async #newest(): Promise<Pick<FrontPage, "next" | "usual">> {
    const refs = releasesOf(await this.#answers.refs());
    const next = refs.at(-1);
    const newest = newestOf(refs);
    const older = newest && refs.findLast((one) => isFinal(one) && seriesOf(one.version) !== seriesOf(newest.version));
    return {
      next: next && !isFinal(next) ? { release: nameOf(next), since: newest && nameOf(newest) } : null,
      usual: newest && older ? { from: nameOf(older), to: nameOf(newest) } : null,
    };
  }

  async checkForm(): Promise<Answer> {
    const line = await this.#line();
    const { usual, next } = await this.#newest();
    const target = (next?.release ?? usual?.to ?? line.at(-1))?.ref ?? "latest";
    return this.#answers.page(["check-form", line, target], [], () => ({ kind: "check-form", line, target }));
  }

  /**
   * What a version does to an extension.
   * @param sources those of the files that are shown with what was found
   * @throws CapidiffError of the refs; `bytes` of the files, the target and the headers
   */
  async check(input: CheckInput, sources: SourceText[]): Promise<Answer> {
    const check = await this.#answers.check(input);
    // The check's own tag is of all that was given.
    return this.#answers.page(["check"], [check], () => ({ kind: "check", sources }));
  }

  /** What a release changed since those before it, for all builds that have an index. @throws CapidiffError of the ref */
  async release(ref: string, platform: Platform): Promise<Answer> {
    const targets = await this.#targets(platform);
    const known = releasesOf(await this.#answers.refs());
    const own = known.find((one) => one.ref.name === ref);
    if (own === undefined) throw new CapidiffError("unknown-ref", `${ref} is not the tag of a release.`);
    const older = known.filter(({ version }) => compareVersions(version, own.version) < 0).reverse();
    const isOwnSeries = ({ version }: Release) => seriesOf(version) === seriesOf(own.version);
    const before = older.find(isOwnSeries);
    const lastSeries = older.find((one) => isFinal(one) && !isOwnSeries(one));
    const bases = [before, lastSeries].filter((one) => one !== undefined).map(nameOf);
    const name = ["release", own.ref.name, own.ref.commit, bases, targets];
    return this.#answers.page(name, [], async () => ({
      kind: "release",
      release: nameOf(own),
      platform,
      comparisons: await Promise.all(
        bases.flatMap((since) =>
          targets.map(async ({ abi }) => ({
            since,
            abi,
            digest: await this.#digest({ abi, platform, limitedApi: null }, since.ref, ref),
          })),
        ),
      ),
      origin: this.#origin,
    }));
  }

  /** What changed between two tags of the index; null where it has not both. */
  async #digest(target: TargetRequest, from: string, to: string): Promise<Digest | null> {
    const [line] = await this.#answers.histories.lines([target], { refs: null, prereleases: true });
    const [a, b] = [from, to].map((ref) => line?.stops.find((stop) => stop.ref === ref));
    if (a === undefined || b === undefined) return null;
    return digestOf((await this.#answers.histories.changes(target, a, b)).changes);
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

  /** The default target, and others of the platform that have an index. */
  async #targets(platform: Platform): Promise<TargetRequest[]> {
    const indexed = await this.#answers.histories.indexed();
    const has = (abi: Abi) =>
      indexed.some((one) => one.abi === abi && one.platform === platform && one.limitedApi === null);
    return abis
      .filter((abi) => abi === "cp" || (shownAbis.includes(abi) && has(abi)))
      .map((abi) => ({ abi, platform, limitedApi: null }));
  }
}

const nameOf = ({ ref, version }: Release) => ({ ref: ref.name, version: version.text });

/** The names that took the place of a symbol, the newest first. */
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
