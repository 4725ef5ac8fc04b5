import type { Config } from "../src/config.ts";
import { HeaderTrees, withHeaderTrees } from "../src/cpython/header-trees.ts";
import { WithLocalClones } from "../src/cpython/local-clones.ts";
import { Repository } from "../src/cpython/repository.ts";
import { Answers } from "./answers.ts";
import { type Builder, ThreadBuilder } from "./builder.ts";
import { Indexes } from "./indexes.ts";
import { Store } from "./store.ts";
import type { Trace } from "./trace.ts";
import { readUsageFile } from "./usage-file.ts";

/** The source of answers in a process that does all work itself. */
export interface Engine {
  answers: Answers;
  repository: Repository;
  headers: HeaderTrees;
  builder: Builder;
  indexes: Indexes;
}

export interface EngineOptions {
  /** Called with problems that do not affect answers, such as a full disk. */
  warn: (message: string) => void;
  trace: Trace;
}

/** Bytes of manifests that are kept parsed: the steps of a check look at two or three again and again. */
const keptBytes = 10e6;

/** An engine over CPython's repository and the data folder; downloads on demand. */
export function openEngine(config: Config, { warn, trace }: EngineOptions): Engine {
  const { cpythonRepo, dataDir, gitTimeout, refsMaxAge, usageFile } = config;
  const repository = new Repository(cpythonRepo, dataDir, { timeout: gitTimeout, refsMaxAge, warn });
  const indexes = new Indexes(dataDir, warn);
  const builder = new ThreadBuilder(indexes, keptBytes);
  const store = new Store(dataDir, warn);
  const usage = () => readUsageFile(usageFile);
  const headers = new HeaderTrees(dataDir);
  const open = (path: string) => new Repository(path, dataDir, { timeout: gitTimeout, refsMaxAge, warn });
  const refs = new WithLocalClones(withHeaderTrees(repository, headers), open);
  const answers = new Answers({ repository: refs, builder, indexes, store, trace, usage });
  return { answers, repository, headers, builder, indexes };
}
