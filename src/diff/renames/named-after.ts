import type { ManifestStruct } from "../../manifest/model.ts";
import type { Matched } from "../matched.ts";
import { isCallable } from "./alike.ts";
import type { Likeness } from "./likeness.ts";

/** Functions and macros named after a struct that has another name: `_PyXIData_New` for `_PyCrossInterpreterData_New`. */
export function namedAfterStructs({ structs }: Matched): Likeness {
  const prefixes = structs.paired.flatMap(({ from, to }) => {
    const [before, after] = [prefixOf(from), prefixOf(to)];
    return before === after ? [] : { before, after };
  });
  return {
    kind: "named-after",
    key: ({ symbol: { name } }) => {
      const prefix = prefixes.find(({ after }) => name.startsWith(`${after}_`));
      return prefix === undefined ? name : `${prefix.before}${name.slice(prefix.after.length)}`;
    },
    test: ({ from: { symbol: from }, to: { symbol: to } }) =>
      from.name !== to.name && isCallable(from) && isCallable(to),
  };
}

/** What the names of a struct's functions begin with. */
const prefixOf = ({ name }: ManifestStruct) => name.replace(/(?:_t|Object)$/, "");
