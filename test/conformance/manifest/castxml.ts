/** castxml's XML as a graph: every type and declaration is an element with an id, and names others by theirs. */
import { XMLParser } from "fast-xml-parser";

export interface Element {
  /** `Function`, `PointerType` … */
  kind: string;
  attributes: Partial<Record<string, string>>;
  children: Element[];
}

export interface Graph {
  byId: Map<string, Element>;
  /** In the order of the source. */
  elements: Element[];
  /** Paths of files by castxml's id. */
  files: Map<string, string>;
}

/** How fast-xml-parser keeps the order of mixed elements. */
interface OrderedNode {
  ":@"?: Record<string, string>;
  [kind: string]: OrderedNode[] | Record<string, string> | string | undefined;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
});

export function parseCastxml(xml: string): Graph {
  const roots = (parser.parse(xml) as OrderedNode[]).map(toElement);
  const elements = roots.find((root) => root.kind === "CastXML")?.children;
  if (!elements) throw new Error("castxml wrote no CastXML element");
  const graph: Graph = { byId: new Map(), elements, files: new Map() };
  for (const element of elements) {
    const { id, name } = element.attributes;
    if (id === undefined) continue;
    if (element.kind === "File") graph.files.set(id, name ?? "");
    else graph.byId.set(id, element);
  }
  return graph;
}

function toElement(node: OrderedNode): Element {
  const kind = Object.keys(node).find((key) => key !== ":@") ?? "";
  const content = node[kind];
  return { kind, attributes: node[":@"] ?? {}, children: Array.isArray(content) ? content.map(toElement) : [] };
}
