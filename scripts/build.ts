/**
 * The rest of `npm run build`, after the compiler: copies the pages' assets, and replaces the command line by one that is
 * bundled into few files, since loading hundreds of modules takes longer than a short command.
 */
import { cpSync, rmSync } from "node:fs";
import { build } from "esbuild";

cpSync("src/pages/assets", "dist/src/pages/assets", { recursive: true });
rmSync("dist/bundled", { recursive: true, force: true });
await build({
  entryPoints: { "src/cli": "src/cli.ts" },
  outdir: "dist",
  chunkNames: "bundled/[name]-[hash]",
  bundle: true,
  // What a command imports when it needs it stays apart.
  splitting: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20.19",
  sourcemap: true,
});
