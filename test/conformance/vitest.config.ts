import { defineConfig } from "vitest/config";

/** What compilers are asked in test files; `manifest/main.ts` asks them about whole manifests. */
export default defineConfig({
  test: { include: ["test/conformance/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000 },
});
