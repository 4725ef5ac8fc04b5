import { getEnvironmentData, threadId } from "node:worker_threads";

// How many threads began to load, and how many have.
const loads = getEnvironmentData("loads");
if (loads) {
  Atomics.add(loads, 0, 1);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  Atomics.add(loads, 1, 1);
}

// What a worker of the pool may do, chosen by the ref; node runs it as it stands.
export default async function work({ name, input: { tree, from, step } }) {
  if (step) return new TextEncoder().encode(`thread ${threadId}`);
  switch (tree?.ref) {
    case "spins":
      for (;;);
    case "dies":
      return process.exit(1);
    case "eats-memory": {
      const eaten = [];
      for (;;) eaten.push(new Array(1e6).fill(eaten.length));
    }
    case "fails":
      return { code: "unknown-abi", message: "no such abi", details: { abi: "cpt" } };
    case "throws":
      throw new TypeError("a mistake");
  }
  return new TextEncoder().encode(name === "diff" ? `diff of ${new TextDecoder().decode(from)}` : `built ${tree.ref}`);
}
