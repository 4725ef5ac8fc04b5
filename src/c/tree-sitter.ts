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
  /** It, or something in it, is an ERROR or a MISSING token. */
  broken: boolean;
}

const parser = new Parser();
parser.setLanguage(C as unknown as Parser.Language);

/** The named nodes of the text's tree. */
export function parseSyntax(text: string): SyntaxNode {
  // The buffer must hold the whole text: tree-sitter 0.22 fails on longer input with its default of 32 KiB.
  const tree = parser.parse(text, undefined, { bufferSize: Math.max(32 * 1024, text.length * 4) });
  const cursor = tree.walk();
  const copy = (): SyntaxNode => {
    const type = cursor.nodeType;
    const node: SyntaxNode = {
      type,
      field: cursor.currentFieldName ?? null,
      start: cursor.startIndex,
      end: cursor.endIndex,
      children: [],
      broken: type === "ERROR" || cursor.nodeIsMissing,
    };
    if (cursor.gotoFirstChild()) {
      do {
        if (!cursor.nodeIsNamed) {
          node.broken ||= cursor.nodeIsMissing;
          continue;
        }
        const child = copy();
        node.children.push(child);
        node.broken ||= child.broken;
      } while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    return node;
  };
  return copy();
}
