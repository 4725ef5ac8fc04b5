import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/pages/**/*.test.ts"],
    // One browser at a time.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
