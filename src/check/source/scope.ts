import { isSameOverload, isSameType } from "./conversion.ts";
import { type Origin, type Record, type Type, unknown } from "./type.ts";

/** The meaning of a name. */
export interface Binding {
  /** `template` also for a template's parameter that may be a type or a value. */
  kind: "type" | "object" | "template";
  type: Type;
  origin: Origin;
  /** False if declared `extern` or without body or value. */
  defined: boolean;
  isStatic?: boolean;
  /** An enumerator. */
  isConstant?: boolean;
  /** The tag of a C++ class, which a function or variable of the name hides. */
  isTag?: boolean;
  /** The C++ class that it is a member of, where that class is in scope. */
  owner?: Record;
  /** With C's linkage, in which a namespace makes no difference. */
  isInC?: boolean;
  /** A name of the API that a namespace declares too, whose names are known here: a compiler refuses its use. */
  isAmbiguous?: boolean;
  /** A function in a namespace like one of the API, which is found too if an argument is of a type of the API. */
  hasRival?: boolean;
}

/** The names of a block, class or file, with those of the enclosing scopes. */
export class Scope {
  readonly parent: Scope | null;
  /** The class whose members are in scope. */
  readonly record: Record | null;
  readonly #names = new Map<string, Binding>();
  readonly #tags = new Map<string, Record>();
  #namespaces: Map<string, NamespaceScope> | null = null;

  constructor(parent: Scope | null, record: Record | null = null) {
    this.parent = parent;
    this.record = record;
  }

  declare(name: string, binding: Binding): void {
    const known = this.#names.get(name);
    // A later declaration without a body does not replace a definition.
    if (known?.defined === true && !binding.defined && known.origin === binding.origin) return;
    this.#names.set(name, binding);
    if (this.record !== null && binding.kind === "type") {
      this.record.types ??= new Map();
      this.record.types.set(name, binding.type);
    }
  }

  lookup(name: string): Binding | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const binding = scope.#names.get(name);
      if (binding !== undefined) return binding;
      const owner = scope.record?.ownerOf(name) ?? null;
      const member = owner?.members?.get(name);
      if (owner !== null && member !== undefined)
        return { kind: "object", type: member, origin: "own", defined: true, owner };
      const inner = scope.record?.innerType(name) ?? null;
      if (inner !== null) return { kind: "type", type: inner, origin: "own", defined: true };
    }
    return null;
  }

  declareTag(tag: string, record: Record): void {
    this.#tags.set(tag, record);
  }

  /** `innermost` ignores enclosing scopes. */
  tag(tag: string, innermost = false): Record | null {
    for (let scope: Scope | null = this; scope !== null; scope = innermost ? null : scope.parent) {
      const record = scope.#tags.get(tag);
      if (record !== undefined) return record;
    }
    return null;
  }

  /** A namespace in this scope, which may be opened again. */
  namespace(name: string, isInline: boolean): Scope {
    const known = this.knownNamespace(name);
    if (known !== null) return known;
    const scope = new NamespaceScope(this);
    if (isInline || name === "") scope.bringTo(this);
    this.#namespaces ??= new Map();
    this.#namespaces.set(name, scope);
    return scope;
  }

  knownNamespace(name: string): NamespaceScope | null {
    return this.#namespaces?.get(name) ?? null;
  }
}

/**
 * The names of a C++ namespace. They are those of the scope around it too, to which a using-directive may bring them, but
 * for the names of CPython, which keep their meaning there.
 */
export class NamespaceScope extends Scope {
  readonly #around: Scope;
  /** Names of CPython that mean something else in it. */
  readonly #hiding = new Map<string, Binding>();
  /** Scopes in which its names are known without its own. */
  readonly #users: Scope[] = [];

  constructor(around: Scope) {
    super(around);
    this.#around = around;
  }

  override declare(name: string, binding: Binding): void {
    if (!this.#hidesApi(name, binding.origin)) {
      this.#around.declare(name, binding);
      return;
    }
    const hasRival = this.#isRival(name, binding);
    super.declare(name, hasRival ? { ...binding, hasRival } : binding);
    this.#hiding.set(name, binding);
    for (const scope of this.#users) this.#bring(scope, name, binding);
  }

  override declareTag(tag: string, record: Record): void {
    if (this.#hidesApi(tag, record.origin)) super.declareTag(tag, record);
    else this.#around.declareTag(tag, record);
  }

  /** Makes its names known in another scope, as an inline namespace or a using-directive does. */
  bringTo(scope: Scope): void {
    this.#users.push(scope);
    for (const [name, binding] of this.#hiding) this.#bring(scope, name, binding);
  }

  /** In a namespace around both its name is nearer than the API's; else both are meant. */
  #bring(scope: Scope, name: string, binding: Binding): void {
    const known = scope.lookup(name);
    if (known?.origin !== "cpython") return;
    if (!(scope instanceof NamespaceScope)) scope.declare(name, meaningOfBoth(known, binding));
    else if (scope === this.#around) scope.declare(name, binding);
  }

  #isRival(name: string, { kind, type, isInC }: Binding): boolean {
    if (kind !== "object" || type.kind !== "function" || isInC) return false;
    const api = this.#around.lookup(name);
    return api?.origin === "cpython" && isSameOverload(api.type, type);
  }

  #hidesApi(name: string, origin: Origin): boolean {
    return origin === "own" && (this.#hiding.has(name) || this.#around.lookup(name)?.origin === "cpython");
  }
}

/** What a name of the API means that a namespace declares too. */
function meaningOfBoth(api: Binding, own: Binding): Binding {
  if (own.isInC || (api.kind === "type" && own.kind === "type" && isSameType(api.type, own.type))) return api;
  const isOverload = own.kind === "template" || !isSameOverload(api.type, own.type);
  return isOverload ? { kind: "template", type: unknown, origin: "own", defined: true } : { ...api, isAmbiguous: true };
}
