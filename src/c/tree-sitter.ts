import Parser from "tree-sitter";
import C from "tree-sitter-c";

/** A named node of tree-sitter's, copied out once: each look at the original costs a call into C++. */
export interface SyntaxNode {
  type: string;
  /** What it is to its parent, told of an array's parts alone: `declarator` or `size`. */
  field: string | null;
  /** UTF-16 offsets into the text; the end of a node that is one word may lie anywhere in it. */
  start: number;
  end: number;
  children: SyntaxNode[];
  /** It, or something in it, is an ERROR or a MISSING token. */
  broken: boolean;
}

const parser = new Parser();
parser.setLanguage(C as unknown as Parser.Language);

/** What a node's type id means, noted when it is first met. */
interface NodeType {
  name: string;
  isNamed: boolean;
  /** One word, with nothing in it. */
  isWord: boolean;
  isArray: boolean;
}

const words = new Set(
  "identifier type_identifier field_identifier primitive_type type_qualifier number_literal".split(" "),
);
const types: NodeType[] = [];

function nodeType(cursor: Parser.TreeCursor): NodeType {
  const id = cursor.nodeTypeId;
  let type = types[id];
  if (type === undefined) {
    const name = cursor.nodeType;
    type = { name, isNamed: cursor.nodeIsNamed, isWord: words.has(name), isArray: name.endsWith("array_declarator") };
    types[id] = type;
  }
  return type;
}

/** Deeper than any declaration that a compiler takes; the copy is a recursion. */
const maxDepth = 1500;

/** The named nodes of the text's tree. What nests too deep is broken. */
export function parseSyntax(text: string): SyntaxNode {
  // The buffer must hold the whole text: tree-sitter 0.22 fails on longer input with its default of 32 KiB.
  const tree = parser.parse(text, undefined, { bufferSize: Math.max(32 * 1024, text.length * 4) });
  const { hasError } = tree.rootNode;
  const cursor = tree.walk();

  const copy = (type: NodeType, field: string | null, depth: number): SyntaxNode => {
    const start = cursor.startIndex;
    const isBroken = hasError && (type.name === "ERROR" || cursor.nodeIsMissing);
    const node: SyntaxNode = { type: type.name, field, start, end: start + 1, children: [], broken: isBroken };
    if (type.isWord) return node;
    node.end = cursor.endIndex;
    if (depth > maxDepth) node.broken = true;
    else if (cursor.gotoFirstChild()) {
      do {
        const childType = nodeType(cursor);
        if (childType.isNamed) {
          const child = copy(childType, type.isArray ? (cursor.currentFieldName ?? null) : null, depth + 1);
          node.children.push(child);
          node.broken ||= child.broken;
        } else if (hasError) {
          node.broken ||= cursor.nodeIsMissing;
        }
      } while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    return node;
  };
  return copy(nodeType(cursor), null, 0);
}
