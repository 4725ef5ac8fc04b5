// Loaded before the service (`node --import`): at SIGWINCH all its workers die, whatever they do.
import { createRequire, syncBuiltinESMExports } from "node:module";

const threads = createRequire(import.meta.url)("node:worker_threads");
const workers = new Set();

threads.Worker = class extends threads.Worker {
  constructor(...args) {
    super(...args);
    workers.add(this);
    this.once("exit", () => workers.delete(this));
  }
};
syncBuiltinESMExports();

process.on("SIGWINCH", () => {
  for (const worker of workers) worker.terminate();
});
