import type { KnownApi, SourceText } from "../source/uses.ts";
import type { Place, Use } from "../use.ts";
import { declaredNames, enumerators, type PyxDeclaration } from "./declarators.ts";
import { logicalLines, type PyxToken } from "./lines.ts";

/**
 * Declared uses of the C API in Cython code: the contents of `cdef extern from "Python.h":` blocks, and imports from
 * Cython's `cpython` package, whose names are the C API's.
 * A block for another header may declare its own names: of those, and of names that do not start with `Py`, only known
 * ones are uses.
 */
export function cythonUses(files: readonly SourceText[], known: Pick<KnownApi, "isName" | "isHeader">): Use[] {
  return files.flatMap(({ path, text }) => new CythonReader(path, known).read(text));
}

/** The kind of block that lines belong to. */
type Context =
  | { kind: "code" }
  /** Declarations of `cdef extern`, and whether the header is Python's. */
  | { kind: "extern"; isPython: boolean }
  | { kind: "struct"; struct: string }
  | { kind: "enum"; isPython: boolean }
  /** C++ classes and function bodies, which are skipped. */
  | { kind: "passed" };

const code: Context = { kind: "code" };
const passed: Context = { kind: "passed" };

/** Words allowed before a declaration. */
const modifiers = new Set(["cdef", "cpdef", "ctypedef", "public", "api", "extern", "packed"]);

/** Types of the C API that Cython knows without a declaration, and writes into its output. */
const ownTypes = new Set(["Py_UNICODE", "Py_UCS4", "Py_hash_t", "Py_ssize_t", "Py_tss_t"]);

class CythonReader {
  readonly #file: string;
  readonly #known: Pick<KnownApi, "isName" | "isHeader">;
  readonly #uses: Use[] = [];
  /** Names bound to Cython's `cpython` package or one of its modules. */
  readonly #modules = new Set<string>();

  constructor(file: string, known: Pick<KnownApi, "isName" | "isHeader">) {
    this.#file = file;
    this.#known = known;
  }

  read(text: string): Use[] {
    const open: { indent: number; context: Context }[] = [];
    for (const { indent, tokens } of logicalLines(text)) {
      while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
      const outer = open.at(-1)?.context ?? code;
      const block = this.#block(tokens, outer);
      if (block === null) this.#line(tokens, outer);
      else if (block.rest.length > 0) this.#line(block.rest, block.context);
      else open.push({ indent, context: block.context });
    }
    return this.#uses;
  }

  /** The block opened by a line, and the rest of the line after the colon. */
  #block(tokens: readonly PyxToken[], outer: Context): { context: Context; rest: PyxToken[] } | null {
    const colon = colonOf(tokens);
    if (colon < 0) return null;
    const rest = tokens.slice(colon + 1);
    const head = tokens.slice(0, colon);
    if (outer.kind === "code") {
      const words = head.map(({ text }) => text);
      const from = words[1] === "extern" || words[2] === "extern" ? words.indexOf("from") : -1;
      return from < 0 ? null : { context: this.#extern(head[from + 1]), rest };
    }
    // `IF` of Cython's preprocessor; otherwise only functions have blocks inside declarations.
    if (["IF", "ELIF", "ELSE"].includes(head[0]?.text ?? "")) return { context: outer, rest };
    if (outer.kind !== "extern") return { context: passed, rest: [] };
    const [kind, ...named] = head.filter(({ text }) => !modifiers.has(text));
    switch (kind?.text) {
      case "enum":
        this.#declare(nameAt(named), outer.isPython);
        return { context: { kind: "enum", isPython: outer.isPython }, rest };
      case "struct":
      case "union":
        return { context: this.#struct(nameAt(named), outer.isPython), rest };
      case "class":
        return { context: this.#extensionType(named, outer.isPython), rest };
      default:
        return { context: passed, rest: [] };
    }
  }

  #struct(name: PyxDeclaration | null, isPython: boolean): Context {
    this.#declare(name, isPython);
    const [struct] = name ? cNames(name) : [];
    return struct === undefined ? passed : { kind: "struct", struct };
  }

  #extern(header: PyxToken | undefined): Context {
    if (header?.kind !== "string") return { kind: "extern", isPython: false };
    const name = header.text.replace(/^<(.*)>$/, "$1");
    if (name !== "Python.h" && this.#known.isHeader(name)) {
      this.#uses.push({ kind: "header", header: name, place: this.#place(header) });
    }
    return { kind: "extern", isPython: name === "Python.h" };
  }

  /** `builtins.list [object PyListObject, type PyList_Type]`; its members are those of the object. */
  #extensionType(tokens: readonly PyxToken[], isPython: boolean): Context {
    const after = (word: string) => tokens[tokens.findIndex(({ text }) => text === word) + 1];
    const has = (word: string) => tokens.some(({ text }) => text === word);
    const [object, type] = [has("object") && after("object"), has("type") && after("type")];
    for (const token of [object, type]) if (token) this.#declare({ token, cName: null }, isPython);
    return object ? { kind: "struct", struct: object.text } : passed;
  }

  #line(tokens: readonly PyxToken[], context: Context): void {
    const words = tokens.filter(({ text }) => !modifiers.has(text));
    if (context.kind === "code") this.#code(tokens);
    else if (context.kind === "enum") {
      for (const name of enumerators(words)) this.#declare(name, context.isPython);
    } else if (context.kind === "struct") {
      for (const name of declaredNames(words)) this.#member(context.struct, name);
    } else if (context.kind === "extern") {
      const isBare = ["struct", "union", "enum"].includes(words[0]?.text ?? "");
      const names = isBare ? [nameAt(words.slice(1))] : declaredNames(words);
      for (const name of names) this.#declare(name, context.isPython);
    }
  }

  /** Imports of Cython's `cpython`, and uses through its modules. */
  #code(tokens: readonly PyxToken[]): void {
    for (const token of tokens) {
      if (token.kind === "name" && ownTypes.has(token.text) && this.#known.isName(token.text))
        this.#symbol(token.text, token);
    }
    this.#datetime(tokens);
    const words = tokens.map(({ text }) => text);
    const cimport = words.indexOf("cimport");
    if (words[0] === "from" && cimport > 0) {
      if (words[1] === "cpython") this.#cimported(tokens.slice(cimport + 1));
    } else if (cimport === 0) {
      for (const path of words.slice(1).join(" ").split(" , ")) {
        const [, whole, alias] = /^(cpython(?: \. \w+)*)(?: as (\w+))?$/.exec(path) ?? [];
        if (whole) this.#modules.add(alias ?? "cpython");
      }
    } else if (words[0] === "cdef" && words[1] === "extern") {
      for (const name of declaredNames(tokens.slice(2))) this.#declare(name, false);
    } else this.#qualified(tokens);
  }

  /** `cpython.datetime` is the one module of the package with a header besides Python.h, and a function that imports it. */
  #datetime(tokens: readonly PyxToken[]): void {
    const isImport = tokens.some(({ text }) => text === "cimport") && tokens.some(({ text }) => text === "cpython");
    const module = isImport ? tokens.find(({ kind, text }) => kind === "name" && text === "datetime") : undefined;
    if (module) this.#uses.push({ kind: "header", header: "datetime.h", place: this.#place(module) });
    for (const [index, token] of tokens.entries()) {
      const isCall = token.kind === "name" && token.text === "import_datetime" && tokens[index + 1]?.text === "(";
      if (isCall && this.#known.isName("PyDateTime_IMPORT")) this.#symbol("PyDateTime_IMPORT", token);
    }
  }

  /** `PyFoo as foo, ref`: a C API name, or a module of the package. */
  #cimported(tokens: readonly PyxToken[]): void {
    for (const [index, token] of tokens.entries()) {
      const isAlias = tokens[index - 1]?.text === "as";
      if (token.kind !== "name" || token.text === "as" || isAlias) continue;
      if (isApiLike(token.text)) this.#symbol(token.text, token);
      else this.#modules.add(tokens[index + 1]?.text === "as" ? (tokens[index + 2]?.text ?? "") : token.text);
    }
  }

  /** `cpython.list.PyList_New`, `ref.Py_INCREF`. */
  #qualified(tokens: readonly PyxToken[]): void {
    if (this.#modules.size === 0) return;
    let isInside = false;
    for (const [index, { kind, text }] of tokens.entries()) {
      if (kind !== "name") continue;
      const isAttribute = tokens[index - 1]?.text === ".";
      isInside = isAttribute ? isInside : this.#modules.has(text);
      if (isInside && isAttribute && isApiLike(text)) this.#symbol(text, tokens[index] as PyxToken);
    }
  }

  #declare(declared: PyxDeclaration | null, isPython: boolean): void {
    if (declared === null) return;
    for (const name of cNames(declared)) {
      // Another header may use an unprefixed name of CPython for something else.
      const isOurs = isPython
        ? isApiLike(name) || this.#known.isName(name)
        : isApiLike(name) && this.#known.isName(name);
      if (isOurs) this.#symbol(name, declared.cName ?? declared.token);
    }
  }

  #member(struct: string, { token, cName }: PyxDeclaration): void {
    if (!this.#known.isName(struct)) return;
    const member = cName?.text ?? token.text;
    if (!/^\w+(?:\.\w+)*$/.test(member)) return;
    const place = this.#place(cName ?? token);
    this.#uses.push({ kind: "member", struct, member, place, confidence: "certain" });
  }

  #symbol(name: string, token: PyxToken): void {
    this.#uses.push({ kind: "symbol", name, place: this.#place(token) });
  }

  #place({ line, column }: PyxToken): Place {
    return { file: this.#file, line, column };
  }
}

const isApiLike = (name: string) => /^_?P(?:y|Y_)/.test(name);

/** The colon at the end of a block's head, outside brackets. */
function colonOf(tokens: readonly PyxToken[]): number {
  let depth = 0;
  return tokens.findIndex(({ kind, text }) => {
    if (kind !== "sign") return false;
    if ("([{".includes(text)) depth++;
    if (")]}".includes(text)) depth--;
    return depth === 0 && text === ":";
  });
}

/** `PyFoo "struct _foo"` */
function nameAt([name, next]: readonly PyxToken[]): PyxDeclaration | null {
  if (name?.kind !== "name") return null;
  return { token: name, cName: next?.kind === "string" ? next : null };
}

/** The C names in a declaration; the string after a name may be any C expression. */
function cNames({ token, cName }: PyxDeclaration): string[] {
  if (cName === null) return [token.text];
  const text = cName.text.replace(/^(?:struct|union|enum)\s+/, "");
  return /^\w+$/.test(text) ? [text] : (text.match(/\b_?Py\w+/g) ?? []);
}
