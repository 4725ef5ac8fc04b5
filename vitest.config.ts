import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests that start services wait more than they compute: begun last, they would keep one core idle at the end. */
class ServicesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const hasServices = ({ moduleId }: TestSpecification) => /\/test\/(?:watch|cli)\//.test(moduleId);
    return [...sorted.filter(hasServices), ...sorted.filter((file) => !hasServices(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/conformance/**", "test/pages/**", "test/server/**"],
    // No module keeps state, so files can share a worker's modules, which are loaded and warmed up once.
    isolate: false,
    // A message that is written while its file ends would otherwise fail the whole run.
    disableConsoleIntercept: true,
    sequence: { sequencer: ServicesFirst },
    globalSetup: "test/corpus/shared-data.ts",
    // Many wait for processes: one worker more than cores keeps these busy.
    maxWorkers: availableParallelism() + 1,
    // What hangs ends some time; no test is about time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
