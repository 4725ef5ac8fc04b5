import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { Answers, type AnswersOptions } from "../cache/answers.ts";
import type { Builder } from "../cache/builder.ts";
import type { CheckTask, VersionBytes } from "../cache/check-task.ts";
import { jsonBytes } from "../cache/json.ts";
import { Store } from "../cache/store.ts";
import { type AppOptions, buildApp } from "../src/app.ts";
import { parseLsRemote, parseRef, type RefInfo } from "../src/cpython/refs.ts";
import type { ResolvedRef } from "../src/cpython/repository.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { CapidiffError } from "../src/errors.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { PageView } from "../src/pages/page.ts";

export const commits = {
  "v3.11.2": "a".repeat(40),
  "v3.13.5": "b".repeat(40),
  main: "c".repeat(40),
};

/** A repository with three refs and no git. */
export class FakeRepository
  implements Pick<AnswersOptions["repository"], "refs" | "resolveKnown" | "resolve" | "tree">
{
  readonly known: RefInfo[] = parseLsRemote(
    [
      `${commits["v3.11.2"]}\trefs/tags/v3.11.2`,
      `${commits["v3.13.5"]}\trefs/tags/v3.13.5`,
      `${commits.main}\trefs/heads/main`,
    ].join("\n"),
  );

  async refs() {
    return this.known;
  }

  resolveKnown() {
    return null;
  }

  async resolve(ref: string): Promise<ResolvedRef> {
    parseRef(ref);
    const found = this.known.find(({ name, commit }) => name === ref || commit === ref);
    if (!found) throw new CapidiffError("unknown-ref", `There is no ref ${ref}.`, { near: ["v3.13.5"] });
    const { name, kind, commit } = found;
    return ref === commit ? { ref: commit, commit, kind: "commit" } : { ref: name, commit, kind };
  }

  async tree(asked: string | ResolvedRef): Promise<SourceTree> {
    const { ref, commit } = typeof asked === "string" ? await this.resolve(asked) : asked;
    return { ref, commit, files: new Map() };
  }
}

/** Returns its request as JSON, and counts. */
export class FakeBuilder implements Builder {
  built: string[] = [];
  /** Done before each build: may wait or throw. */
  before: (what: string, stop?: AbortSignal) => Promise<void> = async () => {};

  async manifest({ ref, commit }: SourceTree, target: TargetRequest, stop?: AbortSignal) {
    return this.#build(`manifest ${ref}`, { ref, commit, target }, stop);
  }

  async debugOffsets({ ref, commit }: SourceTree, target: TargetRequest) {
    return this.#build(`debug offsets ${ref}`, { ref, commit, target, values: [] });
  }

  async index() {}

  async changes(from: Buffer, to: Buffer) {
    const refs = [from, to].map((bytes) => JSON.parse(bytes.toString()).ref);
    return this.#build(`changes ${refs.join(" ")}`, { changes: [], names: {} });
  }

  async diff(from: Buffer, to: Buffer, filter: object) {
    const sides = { from: JSON.parse(from.toString()), to: JSON.parse(to.toString()) };
    return this.#build(`diff ${sides.from.ref} ${sides.to.ref}`, { ...sides, filter });
  }

  async hits(diff: Buffer) {
    const { from, to } = JSON.parse(diff.toString());
    return this.#build(`hits ${from.ref} ${to.ref}`, { from, to });
  }

  async diffReport(diff: Buffer, format: string) {
    const { from, to } = JSON.parse(diff.toString());
    return this.#build(`${format} ${from.ref} ${to.ref}`, { format, from, to });
  }

  async part(manifest: Buffer, part: PartRequest) {
    const { ref, target } = JSON.parse(manifest.toString());
    return this.#build(`${part.kind} ${ref}`, { ref, target, part });
  }

  async check({ step }: CheckTask, stop?: AbortSignal) {
    return this.#build(`check ${step}`, {}, stop);
  }

  async checkReport(_check: Buffer, format: string) {
    return this.#build(`${format} check`, { format });
  }

  async page({ kind }: PageView) {
    return this.#build(`${kind} page`, { kind });
  }

  async impact(from: VersionBytes, to: VersionBytes) {
    const sides = [from, to].map(({ manifest }) => JSON.parse(Buffer.from(manifest).toString()));
    return this.#build(`impact ${sides.map(({ ref }) => ref).join(" ")}`, { from: sides[0], to: sides[1] });
  }

  async impactReport(impact: Buffer, format: string) {
    const { from, to } = JSON.parse(impact.toString());
    return this.#build(`${format} impact ${from.ref} ${to.ref}`, { format, from, to });
  }

  async gaps(implementation: Buffer, reference: Buffer) {
    const sides = [implementation, reference].map((bytes) => JSON.parse(bytes.toString()));
    return this.#build(`gaps ${sides.map(({ ref }) => ref).join(" ")}`, {
      implementation: sides[0],
      reference: sides[1],
    });
  }

  async gapsReport(_gaps: Buffer, format: string) {
    return this.#build(`${format} gaps`, { format });
  }

  async #build(what: string, value: object, stop?: AbortSignal): Promise<Buffer> {
    await this.before(what, stop);
    this.built.push(what);
    return jsonBytes(value);
  }
}

export interface FakeService {
  app: FastifyInstance;
  answers: Answers;
  repository: FakeRepository;
  builder: FakeBuilder;
}

/** A store that keeps nothing, as on a full disk. */
class ForgetfulStore extends Store {
  constructor() {
    super("/nowhere", () => {});
  }
  override async get() {
    return undefined;
  }
  override async put() {}
}

/** The service over a fake engine. */
export async function fakeService(
  options: Partial<AnswersOptions> & Partial<Omit<AppOptions, "answers">> = {},
): Promise<FakeService> {
  const repository = new FakeRepository();
  const builder = new FakeBuilder();
  const answers = new Answers({
    repository,
    builder,
    store: new ForgetfulStore(),
    trace: (_stage, _subject, work) => work(),
    ...options,
  });
  const app = await buildApp({ answers, logger: pino({ level: "silent" }), deadline: 5000, ...options });
  await app.ready();
  return { app, answers, repository, builder };
}
