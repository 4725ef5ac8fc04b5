import type { DeclarationParser } from "../src/c/parser.ts";
import type { Session } from "../src/c/session.ts";
import type { Comparisons } from "../src/check/comparisons.ts";
import type { KnownNames } from "../src/check/known.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { Manifest } from "../src/manifest/model.ts";
import type { ManifestSession } from "../src/manifest/session.ts";
import { collectGarbage, collectMuchGarbage, usedHeap } from "../src/v8.ts";
import type { Indexes } from "./indexes.ts";
import { ParsedValues } from "./parsed.ts";

/** What the tasks of one thread share, created when one needs it. */
export class ThreadState {
  /** Recently built and parsed manifests, to avoid parsing them again. */
  readonly parsed: ParsedValues;
  /** Where manifests of tags are kept; nowhere if not given. */
  readonly indexes: Indexes | undefined;
  /** The names in manifests, as checks ask for them. */
  readonly names = new WeakMap<Manifest, KnownNames>();
  /** By series of CPython. */
  readonly #sessions = new Map<string, WeakRef<ManifestSession>>();
  /** The one used last by tasks that fill an index, for the next of them. */
  readonly #kept = new Set<ManifestSession>();
  #isFilling = false;
  #parser: DeclarationParser | undefined;
  #sources: WeakRef<Session> | undefined;
  #comparisons: Comparisons | undefined;

  /**
   * @param indexes where manifests of tags are kept
   * @param kept bytes of JSON whose values are kept for the next task
   */
  constructor(indexes?: Indexes, kept = 0) {
    this.indexes = indexes;
    this.parsed = new ParsedValues(kept);
  }

  /** The value of a manifest's bytes. */
  manifest(bytes: Uint8Array): Manifest {
    return this.parsed.get<Manifest>(bytes);
  }

  /**
   * The session of a tree's series, or a new one if a quarter of this thread's memory limit is used: a session grows
   * with all that it reads, and a new one gives the same manifests. Of another series little is of use but the parsed
   * declarations, which the sessions share and the thread keeps. Only the last session is kept, until the thread turns to
   * other work; the next one frees it.
   */
  async session(tree: SourceTree): Promise<ManifestSession> {
    const { DeclarationParser } = await import("../src/c/parser.ts");
    const { seriesOf, versionOf } = await import("../src/cpython/version.ts");
    const { ManifestSession } = await import("../src/manifest/session.ts");
    const series = seriesOf(versionOf(tree));
    this.#parser ??= new DeclarationParser();
    // Not before the first reading: V8 would drop most of what it optimized, whose classes would have no instances then.
    const freeLast = this.#kept.size > 0 ? collectGarbage : undefined;
    const session = current(this.#sessions.get(series)) ?? new ManifestSession(this.#parser, freeLast);
    this.#sessions.set(series, new WeakRef(session));
    this.#kept.clear();
    if (this.#isFilling) this.#kept.add(session);
    return session;
  }

  /**
   * To be called before a task. One that does not fill an index frees the session of those before it, of which V8 does
   * not know that it is most of the heap: it would let that grow to almost double first.
   */
  begin(isFilling: boolean): void {
    const isLeft = this.#isFilling && !isFilling;
    this.#isFilling = isFilling;
    if (!isLeft) return;
    this.#kept.clear();
    collectMuchGarbage();
  }

  /**
   * What readings of extensions' sources share: Python.h expands to other text for them than for manifests. Between
   * tasks nothing keeps it.
   */
  async sources(): Promise<Session> {
    const { Session } = await import("../src/c/session.ts");
    const session = current(this.#sources) ?? new Session();
    this.#sources = new WeakRef(session);
    return session;
  }

  /**
   * To be called after a task: frees the garbage of a large build. V8 does not collect it while little is allocated,
   * and each thread would keep the memory of its largest build.
   */
  tidy(): void {
    if (usedHeap() < 1 / 3) return;
    this.#sessions.clear();
    this.#kept.clear();
    this.#parser = undefined;
    this.#sources = undefined;
    collectGarbage();
  }

  /** The diffs that recent checks used. */
  async comparisons(): Promise<Comparisons> {
    const { Comparisons } = await import("../src/check/comparisons.ts");
    this.#comparisons ??= new Comparisons();
    return this.#comparisons;
  }
}

/** A session that is still there, unless a quarter of this thread's memory limit is used. */
const current = <T extends object>(session: WeakRef<T> | undefined): T | undefined =>
  usedHeap() < 1 / 4 ? session?.deref() : undefined;
