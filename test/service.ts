import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { Answers, type AnswersOptions } from "../cache/answers.ts";
import type { Builder } from "../cache/builder.ts";
import { jsonBytes } from "../cache/json.ts";
import { Store } from "../cache/store.ts";
import type { TaskInput, TaskName } from "../cache/tasks.ts";
import { type AppOptions, buildApp } from "../src/app.ts";
import type { Outage } from "../src/cpython/listing.ts";
import { parseLsRemote, parseRef, type RefInfo } from "../src/cpython/refs.ts";
import type { RefTrees, ResolvedRef } from "../src/cpython/repository.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { CapidiffError } from "../src/errors.ts";

export const commits = {
  "v3.11.2": "a".repeat(40),
  "v3.13.5": "b".repeat(40),
  main: "c".repeat(40),
};

/** A repository with three refs and no git. */
export class FakeRepository implements RefTrees {
  outage: Outage | null = null;
  knowsRefs = true;
  readonly known: RefInfo[] = parseLsRemote(
    [
      `${commits["v3.11.2"]}\trefs/tags/v3.11.2`,
      `${commits["v3.13.5"]}\trefs/tags/v3.13.5`,
      `${commits.main}\trefs/heads/main`,
    ].join("\n"),
  );

  readonly freshRefs = null;

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

  expect() {}
}

/** What a fake task counts itself as, and returns as JSON. */
type FakeTasks = { [Name in TaskName]: (input: TaskInput<Name>) => [what: string, value: object] };

const parse = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString());

const fakeTasks: FakeTasks = {
  manifest: ({ tree: { ref, commit }, target }) => [`manifest ${ref}`, { ref, commit, target }],
  debugOffsets: ({ tree: { ref, commit }, target }) => [`debug offsets ${ref}`, { ref, commit, target, values: [] }],
  index: () => ["index", {}],
  part: ({ manifest, part }) => {
    const { ref, target } = parse(manifest);
    return [`${part.kind} ${ref}`, { ref, target, part }];
  },
  diff: ({ from, to, filter }) => {
    const sides = { from: parse(from), to: parse(to) };
    return [`diff ${sides.from.ref} ${sides.to.ref}`, { ...sides, filter, changes: [] }];
  },
  hits: ({ diff }) => {
    const { from, to } = parse(diff);
    return [`hits ${from.ref} ${to.ref}`, { from, to }];
  },
  changes: ({ from, to }) => [`changes ${parse(from).ref} ${parse(to).ref}`, { changes: [], names: {} }],
  check: ({ step }) => [`check ${step}`, {}],
  impact: (sides) => {
    const [from, to] = [sides.from, sides.to].map(({ manifest }) => parse(manifest));
    return [`impact ${from.ref} ${to.ref}`, { from, to }];
  },
  gaps: (sides) => {
    const [implementation, reference] = [parse(sides.implementation), parse(sides.reference)];
    return [`gaps ${implementation.ref} ${reference.ref}`, { implementation, reference }];
  },
  diffReport: ({ answer, format }) => {
    const { from, to } = parse(answer);
    return [`${format} ${from.ref} ${to.ref}`, { format, from, to }];
  },
  checkReport: ({ format }) => [`${format} check`, { format }],
  impactReport: ({ answer, format }) => {
    const { from, to } = parse(answer);
    return [`${format} impact ${from.ref} ${to.ref}`, { format, from, to }];
  },
  gapsReport: ({ format }) => [`${format} gaps`, { format }],
  page: ({ page: { kind } }) => [`${kind} page`, { kind }],
};

/** Returns its request as JSON, and counts. */
export class FakeBuilder implements Builder {
  built: string[] = [];
  /** Done before each build: may wait or throw. */
  before: (what: string, stop?: AbortSignal) => Promise<void> = async () => {};

  async build<Name extends TaskName>(name: Name, input: TaskInput<Name>, stop?: AbortSignal): Promise<Buffer> {
    const [what, value] = fakeTasks[name](input);
    if (name === "index") return Buffer.alloc(0);
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
  // As long as no test takes, also on a busy machine.
  const limits = { deadline: 600_000, checkTimeout: 600_000 };
  const app = await buildApp({ answers, logger: pino({ level: "silent" }), ...limits, ...options });
  await app.ready();
  return { app, answers, repository, builder };
}
