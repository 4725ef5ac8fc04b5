import { defineConfig } from "vitest/config";

/** Comparisons with compilers in test files; `manifest/main.ts` compares whole manifests. */
export default defineConfig({
  test: {
    include: ["test/conformance/**/*.test.ts"],
    // The thread that starts the workers has little to do.
    maxWorkers: "100%",
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
