import type { RefInfo } from "../src/cpython/refs.ts";
import { isFinal, newestOf, type Release, releasesOf } from "../src/cpython/releases.ts";
import { type Abi, abis, defaultTarget, type Platform, type TargetRequest } from "../src/cpython/target.ts";
import { seriesOf } from "../src/cpython/version.ts";
import type { History } from "../src/history/model.ts";
import type { PageView } from "../src/pages/page.ts";
import type { Answer, Answers } from "./answers.ts";
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

  async front(): Promise<Answer> {
    const { steps } = await this.#timeline.known();
    const refs = releasesOf(await this.#answers.refs());
    const next = refs.at(-1);
    const newest = newestOf(refs);
    const finals = refs.filter(isFinal);
    const older = newest && finals.findLast(({ version }) => seriesOf(version) !== seriesOf(newest.version));
    const view: PageView = {
      kind: "front",
      steps,
      next: next && !isFinal(next) ? { release: nameOf(next), since: newest && nameOf(newest) } : null,
      usual: newest && older ? { from: nameOf(older), to: nameOf(newest) } : null,
      origin: this.#origin,
    };
    return this.#answers.page(["front", view], [], () => view);
  }

  async releases(): Promise<Answer> {
    const { steps } = await this.#timeline.known();
    return this.#answers.page(["releases", steps], [], () => ({ kind: "releases", steps }));
  }

  /** @throws CapidiffError of the refs; `bytes` for a name that never was */
  async symbol(name: string, platform: Platform): Promise<Answer> {
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
