import { createHash, randomUUID } from "node:crypto";

const seed = process.env.CONFORMANCE_SEED ?? randomUUID().slice(0, 8);

/**
 * Refs in random order, which is printed: one session reads them all, so each run tests other sequences.
 * `CONFORMANCE_SEED` sets the order.
 */
export function shuffled<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  console.log(`Order by CONFORMANCE_SEED=${seed}`);
  const rank = (item: T) =>
    createHash("sha256")
      .update(`${seed} ${nameOf(item)}`)
      .digest("hex");
  return [...items].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
