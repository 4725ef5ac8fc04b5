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
  let depth = 0;
  const end = () => {
    const [first] = current;
    if (first) lines.push({ indent: first.column - 1, tokens: current });
    current = [];
    depth = 0;
  };
  for (const read of tokensIn(source)) {
    if (read === "newline") {
      if (depth === 0) end();
      continue;
    }
    const { kind, text, column } = read;
    if (kind === "name" && depth > 0 && column === 1 && statement.has(text)) end();
    if (kind === "sign" && "([{".includes(text)) depth++;
    if (kind === "sign" && ")]}".includes(text) && depth > 0) depth--;
    current.push(read);
  }
  end();
  return lines;
}

/** The tokens, and the line breaks outside of strings and without a backslash. */
function* tokensIn(source: string): Iterable<PyxToken | "newline"> {
  let [line, lineStart, lineEnd] = [1, 0, source.indexOf("\n")];
  for (let [at, after] = [0, 0]; at < source.length; at = after) {
    token.lastIndex = at;
    const { newline, space, text, name, number, sign = "" } = token.exec(source)?.groups ?? {};
    after = token.lastIndex;
    const place = { line, column: at - lineStart + 1 };
    if (newline !== undefined) yield "newline";
    else if (name !== undefined) yield { kind: "name", text: name, ...place };
    else if (number !== undefined) yield { kind: "number", text: number, ...place };
    else if (text !== undefined) {
      const quote = text.replace(/^[a-z]+/i, "");
      const stop = endOfText(source, after, quote);
      yield { kind: "string", text: source.slice(after, stop), ...place };
      // An unterminated single-line string ends with the line.
      const isOpen = quote.length === 1 && source[stop] === "\n";
      after = isOpen ? stop : Math.min(stop + quote.length, source.length);
    } else if (space === undefined) yield { kind: "sign", text: sign, ...place };
    for (; lineEnd >= 0 && lineEnd < after; lineEnd = source.indexOf("\n", lineStart))
      [line, lineStart] = [line + 1, lineEnd + 1];
  }
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
