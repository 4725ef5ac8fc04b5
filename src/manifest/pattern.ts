import { Minimatch } from "minimatch";
import { CapidiffError } from "../errors.ts";

/** In characters. */
export const maxPatternLength = 200;

/**
 * Compiles a glob over names. minimatch 11 matches without backtracking; braces are disabled because they multiply.
 * @throws CapidiffError `invalid-request` if it is too long
 */
export function compilePattern(pattern: string): (name: string) => boolean {
  if (pattern.length > maxPatternLength) {
    throw new CapidiffError(
      "invalid-request",
      `The symbol pattern has ${pattern.length} characters; the limit is ${maxPatternLength}.`,
    );
  }
  const glob = new Minimatch(pattern, {
    nobrace: true,
    noext: true,
    noglobstar: true,
    nonegate: true,
    nocomment: true,
    dot: true,
  });
  return (name) => glob.match(name);
}
