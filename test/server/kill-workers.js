// Loaded before the service (`node --import`): at SIGWINCH the pool's first worker dies, which gets what is not large.
import { createRequire, syncBuiltinESMExports } from "node:module";

const threads = createRequire(import.meta.url)("node:worker_threads");
const workers = new Set();

threads.Worker = class extends threads.Worker {
  constructor(file, ...options) {
    super(file, ...options);
    if (!/piscina/.test(String(file))) return;
    workers.add(this);
    this.once("exit", () => workers.delete(this));
  }
};
syncBuiltinESMExports();

process.on("SIGWINCH", () => {
  const [first] = workers;
  first?.terminate();
});
