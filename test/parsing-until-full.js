// Keeps all that it parses, in two threads one after the other, and prints how each ends; run by native-calls.test.ts.
import { isMainThread, Worker } from "node:worker_threads";
import { parseSyntax } from "../dist/src/c/tree-sitter.js";

if (isMainThread) {
  for (const declarations of [1, 10_000]) {
    const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };
    const worker = new Worker(new URL(import.meta.url), { argv: [declarations], resourceLimits });
    worker.on("error", ({ message }) => console.log(message));
    await new Promise((ended) => worker.once("exit", ended));
  }
} else {
  const text = "struct s { int a[2]; void (*f)(int, char *); };\n".repeat(process.argv[2]);
  for (const trees = []; ; ) trees.push(parseSyntax(text));
}
