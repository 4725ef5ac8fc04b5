import { createRequire } from "node:module";
import type Parser from "tree-sitter";
import { nativeCall } from "../native-calls.ts";
import { checkMemory } from "../v8.ts";

/** A copy of one of tree-sitter's named nodes: each access to the original is a call into C++. */
export interface SyntaxNode {
  type: string;
  /** Its role in the parent, for parts of an array only: `declarator` or `size`. */
  field: string | null;
  /** UTF-16 offsets into the text; the end of a one-word node may lie anywhere in the word. */
  start: number;
  end: number;
  children: readonly SyntaxNode[];
  /** Whether it is or contains an ERROR or MISSING node. */
  broken: boolean;
}

let parser: Parser | undefined;

/** Loaded when something is parsed: that takes as long as a small check of sources, which needs no tree. */
function parserOfC(): Parser {
  if (parser === undefined) {
    const require = createRequire(import.meta.url);
    const Tree: typeof Parser = require("tree-sitter");
    parser = new Tree();
    parser.setLanguage(require("tree-sitter-c"));
  }
  return parser;
}

/** Properties of a node type, looked up on first use. */
interface NodeType {
  name: string;
  isNamed: boolean;
  /** Whether it is a single word without children. */
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

const none: readonly SyntaxNode[] = [];

/** Deeper than any declaration a compiler accepts; copying is recursive. */
const maxDepth = 1500;

/** Nodes copied between two checks of memory. */
const nodesPerCheck = 10_000;

/** Parses a text to a tree of named nodes. Nodes nested too deep are marked broken. */
export function parseSyntax(text: string): SyntaxNode {
  return nativeCall(() => parsed(text));
}

function parsed(text: string): SyntaxNode {
  // The buffer must hold the whole text: tree-sitter 0.22 fails on longer input with its default of 32 KiB.
  const tree = parserOfC().parse(text, undefined, { bufferSize: Math.max(32 * 1024, text.length * 4) });
  const { hasError } = tree.rootNode;
  const cursor = tree.walk();
  let copied = 0;
  // Children are collected here, since an array that is pushed to has room for seventeen.
  const pending: SyntaxNode[] = [];

  const copy = (type: NodeType, field: string | null, depth: number): SyntaxNode => {
    if (copied++ % nodesPerCheck === 0) checkMemory();
    const start = cursor.startIndex;
    const isBroken = hasError && (type.name === "ERROR" || cursor.nodeIsMissing);
    const node: SyntaxNode = { type: type.name, field, start, end: start + 1, children: none, broken: isBroken };
    if (type.isWord) return node;
    node.end = cursor.endIndex;
    if (depth > maxDepth) node.broken = true;
    else if (cursor.gotoFirstChild()) {
      const first = pending.length;
      do {
        const childType = nodeType(cursor);
        if (childType.isNamed) {
          const child = copy(childType, type.isArray ? (cursor.currentFieldName ?? null) : null, depth + 1);
          pending.push(child);
          node.broken ||= child.broken;
        } else if (hasError) {
          node.broken ||= cursor.nodeIsMissing;
        }
      } while (cursor.gotoNextSibling());
      cursor.gotoParent();
      if (pending.length > first) node.children = pending.splice(first);
    }
    return node;
  };
  return copy(nodeType(cursor), null, 0);
}
