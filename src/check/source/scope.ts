import type { Origin, Record, Type } from "./type.ts";

/** What a name means. */
export interface Binding {
  kind: "type" | "object" | "template";
  type: Type;
  origin: Origin;
  /** False of what is declared `extern`, and has its body or its value elsewhere. */
  defined: boolean;
  isStatic?: boolean;
}

/** Names of a block, a class or a file, and around it those of what it is in. */
export class Scope {
  readonly parent: Scope | null;
  /** The class whose members are in scope. */
  readonly record: Record | null;
  private readonly names = new Map<string, Binding>();
  private readonly tags = new Map<string, Record>();

  constructor(parent: Scope | null, record: Record | null = null) {
    this.parent = parent;
    this.record = record;
  }

  declare(name: string, binding: Binding): void {
    const known = this.names.get(name);
    // A later declaration without a body takes nothing away.
    if (known?.defined === true && !binding.defined && known.origin === binding.origin) return;
    this.names.set(name, binding);
  }

  lookup(name: string): Binding | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding !== undefined) return binding;
      const member = scope.record?.memberType(name) ?? null;
      if (member !== null) return { kind: "object", type: member, origin: "own", defined: true };
    }
    return null;
  }

  declareTag(tag: string, record: Record): void {
    this.tags.set(tag, record);
  }

  /** `innermost`: without the scopes around this one. */
  tag(tag: string, innermost = false): Record | null {
    for (let scope: Scope | null = this; scope !== null; scope = innermost ? null : scope.parent) {
      const record = scope.tags.get(tag);
      if (record !== undefined) return record;
    }
    return null;
  }
}
