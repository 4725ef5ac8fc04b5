import type { Origin, Record, Type } from "./type.ts";

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
}

/** The names of a block, class or file, with those of the enclosing scopes. */
export class Scope {
  readonly parent: Scope | null;
  /** The class whose members are in scope. */
  readonly record: Record | null;
  readonly #names = new Map<string, Binding>();
  readonly #tags = new Map<string, Record>();
  #namespaces: Map<string, Scope> | null = null;

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
      const member = scope.record?.memberType(name) ?? null;
      if (member !== null) return { kind: "object", type: member, origin: "own", defined: true };
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
  namespace(name: string): Scope {
    const scope = this.knownNamespace(name) ?? new NamespaceScope(this);
    this.#namespaces ??= new Map();
    this.#namespaces.set(name, scope);
    return scope;
  }

  knownNamespace(name: string): Scope | null {
    return this.#namespaces?.get(name) ?? null;
  }
}

/**
 * The names of a C++ namespace. They are those of the scope around it too, to which a using-directive may bring them, but
 * for the names of CPython, which keep their meaning there.
 */
class NamespaceScope extends Scope {
  readonly #around: Scope;

  constructor(around: Scope) {
    super(around);
    this.#around = around;
  }

  override declare(name: string, binding: Binding): void {
    if (this.#hidesApi(name, binding.origin)) super.declare(name, binding);
    else this.#around.declare(name, binding);
  }

  override declareTag(tag: string, record: Record): void {
    if (this.#hidesApi(tag, record.origin)) super.declareTag(tag, record);
    else this.#around.declareTag(tag, record);
  }

  #hidesApi(name: string, origin: Origin): boolean {
    return origin === "own" && this.#around.lookup(name)?.origin === "cpython";
  }
}
