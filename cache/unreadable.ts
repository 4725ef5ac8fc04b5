import { isWithoutTarget } from "../src/cpython/target.ts";
import { CapidiffError } from "../src/errors.ts";

/** Whether an error says that a ref has no headers, or none for the target, like `cpt` before 3.13 or wasi before 3.11. */
export function isUnreadable(error: unknown): error is CapidiffError {
  if (isWithoutTarget(error)) return true;
  return error instanceof CapidiffError && (error.code === "no-headers" || error.code === "invalid-target");
}

/** @returns null if the ref of the step cannot be read */
export async function readable<T>(step: Promise<T>): Promise<T | null> {
  try {
    return await step;
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}
