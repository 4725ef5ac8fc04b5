import type { Declared } from "../c/fragment.ts";
import { Session } from "../c/session.ts";
import { walkTags } from "../c/walk.ts";

/** Names that a declaration gives. */
export interface DeclaredNames {
  /** Also those of tags that it only uses. */
  readonly all: readonly string[];
  /** Without those. */
  readonly defined: readonly string[];
  /** Of the header that it stands in. */
  readonly header: string;
}

/** What several manifests share, of one ref or many, for one target or many: makes each cheaper, and none different. */
export class ManifestSession {
  readonly frontEnd = new Session();
  private readonly names = new WeakMap<readonly Declared[], readonly DeclaredNames[]>();

  /** Names that declarations give, those of tags and enumerators too. */
  namesOf(declared: readonly Declared[]): readonly DeclaredNames[] {
    let names = this.names.get(declared);
    if (names === undefined) {
      names = declared.map(declaredNames);
      this.names.set(declared, names);
    }
    return names;
  }
}

function declaredNames({ declaration: { name, type }, tokens }: Declared): DeclaredNames {
  const all = name === "" ? [] : [name];
  const defined = [...all];
  walkTags(type, (tag) => {
    if (tag.tag !== null) all.push(tag.tag);
    if (tag.definition === null) return;
    if (tag.tag !== null) defined.push(tag.tag);
    if (tag.kind !== "enum") return;
    for (const enumerator of tag.definition.enumerators) {
      all.push(enumerator.name);
      defined.push(enumerator.name);
    }
  });
  return { all, defined, header: tokens[0]?.header ?? "" };
}
