import type { SyntaxNode } from "./tree-sitter.ts";

/** The grammar produced something that is not C, or C that is not supported. */
export class NotUnderstood extends Error {
  /** A node of a type that C does not have `where`. */
  static node({ type }: SyntaxNode, where: string): NotUnderstood {
    return new NotUnderstood(`${type.replaceAll("_", " ")} ${where}`);
  }
}
