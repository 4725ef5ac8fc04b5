import type { Surroundings } from "../../c/split.ts";
import type { Invocation } from "../../c/text-run.ts";
import type { Token } from "../../c/token.ts";
import { Constraints } from "./constraints.ts";
import { Cursor } from "./cursor.ts";
import { SourceDeclarationReader } from "./declarations.ts";
import { DeclaratorReader } from "./declarators.ts";
import { ExpressionReader } from "./expressions.ts";
import { InitializerReader } from "./initializers.ts";
import { PrimaryReader } from "./primaries.ts";
import type { UseRecorder } from "./recorder.ts";
import { type Binding, type NamespaceScope, Scope } from "./scope.ts";
import { SpecifierReader } from "./specifiers.ts";
import { StatementReader } from "./statements.ts";
import { type Origin, Record, type Type, unknown } from "./type.ts";
import type { Provenance } from "./user-places.ts";

/**
 * Reads the external declarations of a translation unit after macro replacement and records their uses. Accepts any
 * input: what it does not understand is scanned for names.
 */
export class UnitReader {
  readonly recorder: UseRecorder;
  readonly provenance: Provenance;
  readonly isCpp: boolean;
  readonly declarations: SourceDeclarationReader;
  readonly declarators: DeclaratorReader;
  readonly specifiers: SpecifierReader;
  readonly initializers: InitializerReader;
  readonly expressions: ExpressionReader;
  readonly primaries: PrimaryReader;
  readonly statements: StatementReader;
  readonly constraints: Constraints;
  readonly file: Scope;
  /** That of the file or of the namespace that an external declaration is in. */
  outermost: Scope;
  cursor = new Cursor([]);
  scope: Scope;
  depth = 0;
  /** What the current external declaration is in. */
  around: Surroundings = { namespaces: [], isInC: false };
  /** The return type of the current function. */
  returns: Type = unknown;
  /** Number of expressions read in the declaration. */
  steps = 0;
  /** Where expressions were only scanned for names, once per declaration. */
  readonly lookedThrough: Token[] = [];
  #isGivenUp = false;
  /** Whether another library's header that was not provided is included up to here. */
  lacksHeaders = false;
  /** Structs left incomplete by the enclosing scope that this unit completes. */
  readonly #completions = new Map<Record, Record>();

  /** `around` has the names of Python.h, unless it is read again. */
  constructor(recorder: UseRecorder, provenance: Provenance, isCpp: boolean, around: Scope | null) {
    this.recorder = recorder;
    this.provenance = provenance;
    this.isCpp = isCpp;
    this.file = new Scope(around);
    this.outermost = this.file;
    this.scope = this.file;
    this.declarations = new SourceDeclarationReader(this);
    this.declarators = new DeclaratorReader(this);
    this.specifiers = new SpecifierReader(this);
    this.expressions = new ExpressionReader(this);
    this.primaries = new PrimaryReader(this);
    this.initializers = new InitializerReader(this);
    this.statements = new StatementReader(this);
    this.constraints = new Constraints(this);
  }

  /** Macros of CPython are used where they are invoked. */
  noteInvocations(invocations: readonly Invocation[]): void {
    for (const { macro, name, arguments: args } of invocations) {
      if (this.provenance.originOf(macro.header) === "cpython")
        this.recorder.symbol(name, "declared", args ?? undefined);
    }
  }

  /** Reads one external declaration. */
  read(tokens: readonly Token[], around: Surroundings): void {
    this.around = around;
    this.cursor = new Cursor(tokens);
    this.outermost = around.namespaces.reduce<Scope>(
      (scope, { name, isInline }) => scope.namespace(name, isInline),
      this.file,
    );
    this.scope = this.outermost;
    this.depth = 0;
    this.steps = 0;
    this.#isGivenUp = false;
    while (this.cursor.position < this.cursor.end) {
      const before = this.cursor.position;
      this.declarations.external();
      if (this.cursor.position === before) this.skip();
    }
  }

  /** Whether a declaration here is one of the names that C's headers declare; in a namespace it declares nothing anew. */
  get isGlobal(): boolean {
    return this.scope === this.file;
  }

  /** Declares a namespace. */
  namespace(name: Token): void {
    if (this.file.lookup(name.text) === null) this.declarators.declare(name, "template", unknown, true);
  }

  /** The namespace that a qualified name begins with; null if none of this name was read. */
  namespaceOf(qualifiers: readonly string[]): NamespaceScope | null {
    let found: NamespaceScope | null = null;
    for (const name of qualifiers) {
      const inner: NamespaceScope | null = (found ?? this.outermost).knownNamespace(name);
      if (inner === null) break;
      found = inner;
    }
    return found;
  }

  originOf(token: Token | undefined): Origin {
    return token === undefined ? "other" : this.provenance.originOf(token.header);
  }

  newScope(record: Record | null = null): Scope {
    return new Scope(this.scope, record);
  }

  /** Reads within a new scope. */
  within(read: () => void, record: Record | null = null): void {
    const outer = this.scope;
    this.scope = this.newScope(record);
    read();
    this.scope = outer;
  }

  /** Skips a token that is not understood; a name may be a use. */
  skip(): void {
    const { cursor } = this;
    const { token } = cursor;
    if (token !== undefined && cursor.isIdentifier()) {
      const before = cursor.tokens[cursor.position - 1]?.text;
      if (before === "->" || before === ".") this.recorder.guess(token);
      else this.name(token);
    }
    cursor.position++;
  }

  /** Records that an expression was too large to read, so that uses of members may be missed. */
  giveUp(): void {
    const { token } = this.cursor;
    if (this.#isGivenUp || token === undefined) return;
    this.#isGivenUp = true;
    this.lookedThrough.push(token);
  }

  /** Scans tokens for names. */
  skipTo(end: number): void {
    while (this.cursor.position < end) this.skip();
  }

  /** Scans what is left inside of brackets for names, and goes past the closing one. */
  leave(close: number): void {
    this.skipTo(close);
    this.cursor.leave(close);
  }

  /** A name in an expression or type: returns its type, and records a use if it is the API's. */
  name(token: Token, args?: number): Type | null {
    const binding = this.scope.lookup(token.text);
    if (binding === null) {
      if (this.recorder.isApi(token.text)) this.recorder.symbol(token, "undeclared", args);
      return null;
    }
    if (binding.origin === "cpython") {
      this.recorder.symbol(token, "declared", args);
      if (binding.isAmbiguous) this.ambiguous(token);
    } else if (binding.origin === "own" && !binding.defined && this.recorder.isApi(token.text))
      this.recorder.symbol(token, "own-declaration", args);
    return binding.type;
  }

  /** A name of the API that a namespace declares too. */
  ambiguous(token: Token): void {
    const message = `${token.text} may be that of the headers or that of a namespace here.`;
    this.recorder.fault({ kind: "symbol", name: token.text }, token, { kind: "redeclared", message });
  }

  /**
   * Whether a header that was not provided may overload a function of a C++ extension, so that the declaration does not
   * determine the type of a call.
   */
  mayBeOverloaded(name: string, binding: Binding): boolean {
    const isFunction = binding.origin === "own" && binding.type.kind === "function";
    return this.isCpp && this.lacksHeaders && isFunction && this.outermost.lookup(name) === binding;
  }

  /** A name that only a system header may declare. */
  systemName(token: Token): void {
    const isWord = this.isCpp && cppWords.has(token.text);
    if (!isWord && this.scope.lookup(token.text) === null) this.recorder.systemName("name", token.text, token);
  }

  /** The record with the members: possibly a different one that this unit completed. */
  definitionOf(record: Record): Record {
    return record.members === null ? (this.#completions.get(record) ?? record) : record;
  }

  /**
   * The record or base class that a member belongs to, if need be by what other versions of the API know; the record
   * itself if there is none.
   */
  ownerOf(record: Record, member: string): Record {
    const owner = record.ownerOf(member);
    // The question alone makes other versions be read.
    if (owner !== null || record.bases.length === 0) return owner ?? record;
    const isKnown = (one: Record) => (this.recorder.mayHave(one, member) ? one : null);
    return record.inherited(isKnown) ?? record;
  }

  /** The struct of a tag; `completes` if members follow. */
  tagged(tag: string, completes: boolean, origin: Origin): Record {
    const known = this.scope.tag(tag, completes && this.scope !== this.outermost);
    if (known === null) {
      const record = new Record(tag, origin);
      (completes ? this.scope : this.outermost).declareTag(tag, record);
      return record;
    }
    if (!completes) return known;
    if (known.members === null && this.file.tag(tag, true) === known) {
      known.origin = origin;
      return known;
    }
    const record = new Record(tag, origin);
    if (known.members !== null && known.origin === "cpython" && origin === "own" && this.isGlobal) {
      const message = `struct ${tag} is also defined in the headers.`;
      const token = this.cursor.tokens[this.cursor.position - 1];
      if (token)
        this.recorder.fault({ kind: "symbol", name: known.name ?? tag }, token, { kind: "redeclared", message });
    }
    if (known.members === null && this.isGlobal) {
      record.typedef = known.typedef;
      this.#completions.set(known, record);
    }
    this.scope.declareTag(tag, record);
    return record;
  }
}

/** Macros in C that are keywords in C++. */
const cppWords = new Set(["bool", "true", "false", "wchar_t", "static_assert", "alignas", "alignof", "thread_local"]);
