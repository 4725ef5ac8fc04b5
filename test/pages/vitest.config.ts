import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/pages/**/*.test.ts"],
    // One browser at a time.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
