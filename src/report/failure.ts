import { CapidiffError, errors } from "../errors.ts";
import { nearText } from "./near.ts";

/** The message for a failure at the terminal, and the exit code. */
export function failureText(error: unknown): { text: string; exit: number } {
  const failure =
    error instanceof CapidiffError
      ? error
      : new CapidiffError("internal", error instanceof Error ? (error.stack ?? error.message) : String(error));
  const { exit, title, fix } = errors[failure.code];
  const { near } = failure.details;
  const lines = [`capidiff: ${title}: ${failure.message}`];
  if (Array.isArray(near) && near.length > 0) lines.push(` ${nearText(near)}`);
  lines.push(`  ${fix}`);
  return { text: `${lines.join("\n")}\n`, exit };
}
