import Parser from "tree-sitter";
import C from "tree-sitter-c";

/** A named node of tree-sitter's, copied out once: each look at the original costs a call into C++. */
export interface SyntaxNode {
  type: string;
  /** What it is to its parent, where the grammar says. */
  field: string | null;
  /** UTF-16 offsets into the text. */
  start: number;
  end: number;
  children: SyntaxNode[];
  /** It, or something in it, is an ERROR or a MISSING token, or nests deeper than we follow. */
  broken: boolean;
}

/** Many times what real declarations have, and what the stack holds of every reader of types. */
const maxDepth = 500;

const parser = new Parser();
parser.setLanguage(C as unknown as Parser.Language);

/** The named nodes of the text's tree; a broken root alone where the parser finds no end to the errors of the text. */
export function parseSyntax(text: string): SyntaxNode {
  // Thousands of wrong tokens without a `;` cost minutes. Right ones need a fortieth of this.
  parser.setTimeoutMicros(2_000_000 + 5 * text.length);
  // The buffer must hold the whole text: tree-sitter 0.22 fails on longer input with its default of 32 KiB.
  const tree: Parser.Tree | null = parser.parse(text, undefined, {
    bufferSize: Math.max(32 * 1024, text.length * 4),
  });
  if (tree === null) {
    parser.reset();
    return { type: "ERROR", field: null, start: 0, end: text.length, children: [], broken: true };
  }
  const cursor = tree.walk();
  const copy = (depth: number): SyntaxNode => {
    const type = cursor.nodeType;
    const node: SyntaxNode = {
      type,
      field: cursor.currentFieldName ?? null,
      start: cursor.startIndex,
      end: cursor.endIndex,
      children: [],
      broken: type === "ERROR" || cursor.nodeIsMissing || depth > maxDepth,
    };
    if (depth <= maxDepth && cursor.gotoFirstChild()) {
      do {
        if (!cursor.nodeIsNamed) {
          node.broken ||= cursor.nodeIsMissing;
          continue;
        }
        const child = copy(depth + 1);
        node.children.push(child);
        node.broken ||= child.broken;
      } while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    return node;
  };
  return copy(0);
}
