import { defineConfig } from "vitest/config";
import root from "../../vitest.config.ts";

/** Whole processes on real headers, killed, stopped and starved: these few files take as long as a third of all others. */
export default defineConfig({ test: { ...root.test, include: ["test/server/**/*.test.ts"], exclude: [] } });
