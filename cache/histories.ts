import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { RefInfo } from "../src/cpython/refs.ts";
import type { ResolvedRef } from "../src/cpython/repository.ts";
import { type TargetRequest, targetKey } from "../src/cpython/target.ts";
import { ChangeList } from "../src/history/change-list.ts";
import type { Fact } from "../src/history/fact.ts";
import type { HeaderHistory } from "../src/history/header.ts";
import { historyOf, type TargetLine } from "../src/history/history.ts";
import { type LineRequest, lineOf, type Stop, stopOf } from "../src/history/line.ts";
import { IndexLookup } from "../src/history/lookup.ts";
import type { HistorySubject } from "../src/history/model.ts";
import { TargetIndex } from "../src/history/target-index.ts";
import type { HistoryUsers } from "../src/report/history/users.ts";
import type { Builder } from "./builder.ts";
import { engineVersion } from "./engine-version.ts";
import type { Indexes } from "./indexes.ts";
import { jsonBytes } from "./json.ts";
import type { Names } from "./names.ts";
import type { Store } from "./store.ts";
import type { UsageBytes } from "./usage-file.ts";

/** The environment of histories: versions and workers. */
export interface HistoriesOptions {
  refs(): Promise<RefInfo[]>;
  manifest(ref: ResolvedRef, target: TargetRequest): Promise<Buffer>;
  builder: Builder;
  indexes: Pick<Indexes, "of" | "targets" | "addChanges">;
  store: Pick<Store, "get" | "put">;
}

/** Which history is asked for. */
export interface HistoryInput {
  subject: HistorySubject;
  targets: readonly TargetRequest[];
  line: LineRequest;
}

/** Which table of facts is asked for. */
export interface OffsetsInput {
  facts: readonly Fact[];
  targets: readonly TargetRequest[];
  line: LineRequest;
}

/** What is known of a line's versions, for some refs and indexes. */
interface KnownLines {
  refs: readonly RefInfo[];
  indexes: readonly TargetIndex[];
  /** The end position of each index. */
  ends: readonly number[];
  /** A hash of targets, line, its versions and missing ones. */
  hash: string;
}

/** Answers from the index over many versions. */
export class Histories {
  readonly #options: HistoriesOptions;
  /** Changes between neighbours: many names share few neighbours. */
  readonly #changes = new LRUCache<string, Promise<ChangeList>>({ max: 200 });

  /** By targets and line: examining each version takes longer than sending a cached answer. */
  readonly #lines = new LRUCache<string, KnownLines>({ max: 100 });

  /** For the target searched last. */
  #names: Names | undefined;

  /** For the index of usage asked last. */
  #users: { hash: string; users: HistoryUsers } | undefined;

  constructor(options: HistoriesOptions) {
    this.#options = options;
  }

  /** A hash of everything that determines a history. @throws CapidiffError of the refs */
  async key({ subject, targets, line }: HistoryInput, usage: UsageBytes): Promise<string> {
    return this.#key(["history", subject, usage.hash], targets, line);
  }

  /** A hash of everything that determines a table of offsets. @throws CapidiffError of the refs */
  async offsetsKey({ facts, targets, line }: OffsetsInput): Promise<string> {
    return this.#key(["offsets", facts], targets, line);
  }

  /** All that decides what a header declares when. @throws CapidiffError of the refs */
  async headerKey(header: string, target: TargetRequest, line: LineRequest): Promise<string> {
    return this.#key(["header", header], [target], line);
  }

  /** What a header declares in each version. @throws CapidiffError of the refs, `not-found` */
  async header(header: string, target: TargetRequest, line: LineRequest): Promise<HeaderHistory> {
    const { headerHistory } = await import("../src/history/header.ts");
    return headerHistory(header, (await this.lines([target], line))[0] as TargetLine);
  }

  async #key(asked: unknown[], targets: readonly TargetRequest[], line: LineRequest): Promise<string> {
    return JSON.stringify([engineVersion, ...asked, await this.#hashOf(targets, line)]);
  }

  /** A hash of targets and line, and of the line's versions as given by the refs and the index. */
  async #hashOf(targets: readonly TargetRequest[], line: LineRequest): Promise<string> {
    const key = JSON.stringify([targets.map(targetKey), line.refs, line.prereleases]);
    const refs = await this.#options.refs();
    const indexes = await Promise.all(targets.map((target) => this.#options.indexes.of(target)));
    const known = this.#lines.get(key);
    const isCurrent = (index: TargetIndex, i: number) => index === known?.indexes[i] && index.end === known.ends[i];
    if (known?.refs === refs && indexes.every(isCurrent)) return known.hash;
    const ends = indexes.map(({ end }) => end);
    const versions = lineOf(refs, line).map(({ name, commit }) => [
      name,
      commit,
      indexes.map((index) => index.has(name, commit)),
    ]);
    const made = { refs, indexes, ends, hash: hash("sha256", JSON.stringify([key, versions]), "base64url") };
    this.#lines.set(key, made);
    return made.hash;
  }

  /** @throws CapidiffError of the refs */
  async offsets({ facts, targets, line }: OffsetsInput): Promise<Buffer> {
    const { offsetsOf } = await import("../src/history/offsets.ts");
    return jsonBytes(await offsetsOf(facts, await this.lines(targets, line), line.prereleases));
  }

  /** @throws CapidiffError of the refs and the index of usage, and for a name that never existed */
  async make({ subject, targets, line }: HistoryInput, usage: UsageBytes): Promise<Buffer> {
    const lines = await this.lines(targets, line);
    const history = await historyOf(subject, lines, (target, from, to) => this.changes(target, from, to));
    return jsonBytes((await this.#usersIn(usage)).addTo(history));
  }

  /** Parsed only if it is not the last one. @throws CapidiffError `invalid-usage` */
  async #usersIn({ bytes, hash }: UsageBytes): Promise<HistoryUsers> {
    if (this.#users?.hash === hash) return this.#users.users;
    const [{ HistoryUsers }, { readUsage }] = await Promise.all([
      import("../src/report/history/users.ts"),
      import("../src/usage/format.ts"),
    ]);
    const users = new HistoryUsers(readUsage(bytes, "the index of usage"));
    this.#users = { hash, users };
    return users;
  }

  /** The meaning of a name on the command line: a struct if any version has one, with a dot a member, else a symbol. */
  async subject(text: string, targets: readonly TargetRequest[]): Promise<HistorySubject> {
    const dot = text.indexOf(".");
    if (dot > 0) return { kind: "member", name: text.slice(0, dot), member: text.slice(dot + 1) };
    const indexes = await Promise.all(targets.map((target) => this.#options.indexes.of(target)));
    const [, tag = text] = /^(?:struct|union)\s+(\w+)$/.exec(text) ?? [];
    const isStruct = tag !== text || indexes.some((index) => index.find("struct", tag).size > 0);
    return { kind: isStruct ? "struct" : "symbol", name: text };
  }

  /** All names of any version of a target, for searching. */
  async names(target: TargetRequest): Promise<Names> {
    const index = await this.#options.indexes.of(target);
    const { Names } = await import("./names.ts");
    if (this.#names?.end !== index.end) this.#names = new Names(index);
    return this.#names;
  }

  /** The targets that have an index. */
  indexed(): Promise<TargetRequest[]> {
    return this.#options.indexes.targets();
  }

  /** The versions of a line, whether indexed or not. @throws CapidiffError of the refs */
  async line(request: LineRequest): Promise<RefInfo[]> {
    return lineOf(await this.#options.refs(), request);
  }

  /** The indexed versions of a line for each target. Versions without the target are skipped. */
  async lines(targets: readonly TargetRequest[], request: LineRequest): Promise<TargetLine[]> {
    const refs = lineOf(await this.#options.refs(), request);
    return Promise.all(
      targets.map(async (target) => {
        const index = await this.#options.indexes.of(target);
        const lookup = new IndexLookup(index);
        const line: TargetLine = { target, stops: [], missing: [] };
        let afterMissing = false;
        for (const ref of refs) {
          const tag = ref.kind === "tag" ? index.tags.get(ref.name) : undefined;
          if (tag?.head.commit === ref.commit) line.stops.push(stopOf(lookup, tag, afterMissing));
          else if (ref.kind === "branch") line.stops.push(await this.#branch(ref, target, afterMissing));
          else if (index.has(ref.name, ref.commit)) line.absence = index.absences.get(ref.name)?.absence;
          else {
            line.missing.push(ref.name);
            afterMissing = true;
            continue;
          }
          afterMissing = false;
        }
        return line;
      }),
    );
  }

  /** A branch moves, so it is not in any index. */
  async #branch({ name, commit }: RefInfo, target: TargetRequest, afterMissing: boolean): Promise<Stop> {
    const bytes = await this.#options.manifest({ ref: name, commit, kind: "branch" }, target);
    const index = new TargetIndex();
    const record = index.record(JSON.parse(bytes.toString()), bytes);
    if (record !== null) index.take(record);
    const tag = index.tags.get(name);
    if (tag === undefined) throw new TypeError(`the manifest of ${name} cannot be indexed`);
    return stopOf(new IndexLookup(index), tag, afterMissing);
  }

  /** The changes between neighbours: from memory, else from disk, else computed and stored. */
  changes(target: TargetRequest, from: Stop, to: Stop): Promise<ChangeList> {
    const sides = [from, to].map(({ ref, commit }) => [ref, commit]);
    const key = JSON.stringify([engineVersion, "change-list", sides, ...targetKey(target)]);
    const known = this.#changes.get(key);
    if (known) return known;
    const made = this.#made(key, target, from, to);
    this.#changes.set(key, made);
    made.catch(() => this.#changes.delete(key));
    return made;
  }

  async #made(key: string, target: TargetRequest, from: Stop, to: Stop): Promise<ChangeList> {
    const { indexes, store } = this.#options;
    const refs = [from, to].map(refOf);
    // A branch moves on, and an index only grows.
    const isIndexed = refs.every(({ kind }) => kind === "tag");
    const stored = isIndexed ? (await indexes.of(target)).changes(key) : await store.get(key);
    if (stored) return new ChangeList(stored);
    const sides = await Promise.all(refs.map((ref) => this.#options.manifest(ref, target)));
    const [before, after] = sides as [Buffer, Buffer];
    const bytes = await this.#options.builder.build("changes", { from: before, to: after });
    await (isIndexed ? indexes.addChanges(target, key, bytes) : store.put(key, bytes));
    return new ChangeList(bytes);
  }
}

/** A branch has an index of its own with its manifest. */
const refOf = ({ ref, commit }: Stop): ResolvedRef => ({ ref, commit, kind: /^v\d/.test(ref) ? "tag" : "branch" });
