import type { Rule } from "../rule.ts";
import { availabilityChanged } from "./availability-changed.ts";
import { bitfieldChanged } from "./bitfield-changed.ts";
import { borrowedReferenceAdded } from "./borrowed-reference-added.ts";
import { deprecated } from "./deprecated.ts";
import { enumValueChanged } from "./enum-value-changed.ts";
import { enumeratorAdded } from "./enumerator-added.ts";
import { enumeratorRemoved } from "./enumerator-removed.ts";
import { exportChanged } from "./export-changed.ts";
import { headerAdded } from "./header-added.ts";
import { headerRemoved } from "./header-removed.ts";
import { headerRenamed } from "./header-renamed.ts";
import { importsChanged } from "./imports-changed.ts";
import { inlineBodyChanged } from "./inline-body-changed.ts";
import { kindChanged } from "./kind-changed.ts";
import { layoutChanged } from "./layout-changed.ts";
import { limitedApiAdded } from "./limited-api-added.ts";
import { limitedApiRemoved } from "./limited-api-removed.ts";
import { limitedApiSinceChanged } from "./limited-api-since-changed.ts";
import { lvalueLost } from "./lvalue-lost.ts";
import { macroValueChanged } from "./macro-value-changed.ts";
import { memberAdded } from "./member-added.ts";
import { memberRemoved } from "./member-removed.ts";
import { memberRenamed } from "./member-renamed.ts";
import { memberReordered } from "./member-reordered.ts";
import { memberTypeChanged } from "./member-type-changed.ts";
import { referenceChanged } from "./reference-changed.ts";
import { signatureChanged } from "./signature-changed.ts";
import { structAdded } from "./struct-added.ts";
import { structExposed } from "./struct-exposed.ts";
import { structMoved } from "./struct-moved.ts";
import { structOpaque } from "./struct-opaque.ts";
import { structRemoved } from "./struct-removed.ts";
import { structRenamed } from "./struct-renamed.ts";
import { symbolAdded } from "./symbol-added.ts";
import { symbolMoved } from "./symbol-moved.ts";
import { symbolRemoved } from "./symbol-removed.ts";
import { symbolRenamed } from "./symbol-renamed.ts";
import { threadSafetyChanged } from "./thread-safety-changed.ts";
import { tierChanged } from "./tier-changed.ts";
import { typedefChanged } from "./typedef-changed.ts";
import { undeprecated } from "./undeprecated.ts";
import { unstableAdded } from "./unstable-added.ts";
import { unstableRemoved } from "./unstable-removed.ts";
import { variableTypeChanged } from "./variable-type-changed.ts";

/** All rules in order of evaluation: those that explain an event better come first. */
export const rules: readonly Rule[] = [
  headerRenamed,
  headerRemoved,
  headerAdded,
  availabilityChanged,
  structRenamed,
  unstableAdded,
  unstableRemoved,
  symbolRenamed,
  limitedApiAdded,
  limitedApiRemoved,
  limitedApiSinceChanged,
  structOpaque,
  structExposed,
  structMoved,
  structAdded,
  structRemoved,
  memberAdded,
  memberRemoved,
  memberRenamed,
  memberTypeChanged,
  bitfieldChanged,
  memberReordered,
  layoutChanged,
  lvalueLost,
  kindChanged,
  importsChanged,
  symbolMoved,
  tierChanged,
  signatureChanged,
  variableTypeChanged,
  typedefChanged,
  exportChanged,
  referenceChanged,
  threadSafetyChanged,
  deprecated,
  undeprecated,
  macroValueChanged,
  enumValueChanged,
  enumeratorAdded,
  enumeratorRemoved,
  inlineBodyChanged,
  symbolAdded,
  symbolRemoved,
  borrowedReferenceAdded,
];
