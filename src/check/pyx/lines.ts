/** A word, a string or a single character of a Cython source. */
export interface PyxToken {
  kind: "name" | "string" | "number" | "sign";
  /** For a string, its content. */
  text: string;
  /** 1-based. */
  line: number;
  /** 1-based, in UTF-16 code units. */
  column: number;
}

/** A statement, or the head of a block; may span lines within brackets. */
export interface LogicalLine {
  /** Indentation of the first token in columns. */
  indent: number;
  tokens: PyxToken[];
}

const token =
  /(?<space>[^\S\n]+|\\\r?\n|#[^\n]*)|(?<newline>\n)|(?<text>[a-z]{0,2}(?:"""|'''|"|'))|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\.?\d[\w.]*)|(?<sign>.)/isuy;

/** Keywords that start a statement at the left margin, and so end one with unclosed brackets. */
const statement = new Set(["cdef", "cpdef", "ctypedef", "cimport", "from", "import", "def", "class"]);

/** The lines of a source that may be invalid: anything not understood becomes characters. */
export function logicalLines(source: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let current: PyxToken[] = [];
  let [depth, line, lineStart] = [0, 1, 0];
  const end = () => {
    const [first] = current;
    if (first) lines.push({ indent: first.column - 1, tokens: current });
    current = [];
    depth = 0;
  };
  const add = (kind: PyxToken["kind"], text: string, at: number) =>
    current.push({ kind, text, line, column: at - lineStart + 1 });

  token.lastIndex = 0;
  for (let at = 0; at < source.length; at = token.lastIndex) {
    const groups = token.exec(source)?.groups ?? {};
    if (groups.newline !== undefined) {
      if (depth === 0) end();
      [line, lineStart] = [line + 1, at + 1];
    } else if (groups.space !== undefined) {
      if (groups.space.endsWith("\n")) [line, lineStart] = [line + 1, token.lastIndex];
    } else if (groups.text !== undefined) {
      const quote = groups.text.replace(/^[a-z]+/i, "");
      const stop = endOfText(source, token.lastIndex, quote);
      add("string", source.slice(token.lastIndex, stop), at);
      for (let next = source.indexOf("\n", at); next >= 0 && next < stop; next = source.indexOf("\n", next + 1)) {
        [line, lineStart] = [line + 1, next + 1];
      }
      token.lastIndex = Math.min(stop + quote.length, source.length);
      // An unterminated single-line string ends with the line.
      if (quote.length === 1 && source[stop] === "\n") token.lastIndex = stop;
    } else if (groups.name !== undefined) {
      if (depth > 0 && at === lineStart && statement.has(groups.name)) end();
      add("name", groups.name, at);
    } else {
      const sign = groups.sign ?? "";
      if ("([{".includes(sign) && sign !== "") depth++;
      if (")]}".includes(sign) && depth > 0 && sign !== "") depth--;
      add(groups.number === undefined ? "sign" : "number", groups.number ?? sign, at);
    }
  }
  end();
  return lines;
}

/** The position of the closing quotes, or the end of the line or source. */
function endOfText(source: string, from: number, quote: string): number {
  const stops = new RegExp(quote.length === 3 ? `\\\\[^]|${quote}` : `\\\\[^]|${quote}|\\n`, "g");
  stops.lastIndex = from;
  for (let found = stops.exec(source); found; found = stops.exec(source)) {
    if (!found[0].startsWith("\\")) return found.index;
  }
  return source.length;
}
