import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/conformance/**", "test/pages/**"],
    // No module keeps state, so files can share a worker's modules, which are loaded and warmed up once.
    isolate: false,
    // A message that is written while its file ends would otherwise fail the whole run.
    disableConsoleIntercept: true,
    globalSetup: "test/corpus/shared-data.ts",
    // Many wait for processes: half a worker more than cores keeps these busy.
    maxWorkers: "150%",
    // What hangs ends some time; no test is about time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
