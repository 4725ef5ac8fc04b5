// Terminates threads that parse without pause, at random moments, and prints how many; run by native-calls.test.ts.
import { setTimeout } from "node:timers/promises";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { parseSyntax } from "../dist/src/c/tree-sitter.js";
import { terminateBetweenCalls } from "../dist/src/native-calls.js";

if (isMainThread) {
  let terminated = 0;
  for (; terminated < 20; terminated++) {
    const worker = new Worker(new URL(import.meta.url));
    terminateBetweenCalls(worker);
    await new Promise((started) => worker.once("message", started));
    await setTimeout(10 * Math.random());
    await worker.terminate();
  }
  console.log(terminated);
} else {
  const text = "struct s { int a[2]; void (*f)(int, char *); };\n".repeat(300);
  parseSyntax(text);
  parentPort.postMessage("parsing");
  for (;;) parseSyntax(text);
}
