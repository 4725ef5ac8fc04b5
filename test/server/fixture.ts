import { join } from "node:path";
import { temporaryFolder } from "../cache/disk.ts";
import { Remote } from "../cpython/remote.ts";
import { miniature } from "../manifest/miniature.ts";
import { prepareState } from "../watch/state-template.ts";

/**
 * A remote with miniature CPythons, v3.13.0, v3.13.1 and so on, and a data folder; both go when the test is over.
 * @param firstStart whether the service has to make its database, which takes some seconds.
 */
export function fixture({ tags = 2, functions = 0, firstStart = false } = {}) {
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  const remote = new Remote(join(folder, "remote"));
  /** Makes v3.13.<tag>. */
  const release = (tag: number) => remote.commit(files(tag, functions), `v3.13.${tag}`);
  for (let tag = 0; tag < tags; tag++) release(tag);
  const dataDir = join(folder, "data");
  if (!firstStart) prepareState(dataDir);
  return {
    folder,
    remote,
    release,
    env: { CPYTHON_REPO: remote.url, CAPIDIFF_DATA_DIR: dataDir },
    [Symbol.dispose]: remove,
  };
}

/** The miniature with a header that differs by tag; more functions take longer to build. */
function files(tag: number, functions: number): Record<string, string> {
  const texts = [...miniature().files.values()].map(({ path, text }) => [path, text]);
  const many = Array.from({ length: functions }, (_, i) => `int Py_function${i}(int a, struct s${i} *b);`);
  return { ...Object.fromEntries(texts), "Include/tag.h": [`int Py_tag${tag}(void);`, ...many, ""].join("\n") };
}
