import type { ManifestStruct } from "../../manifest/model.ts";
import type { Matched } from "../matched.ts";
import { isCallable } from "./alike.ts";
import type { Likeness } from "./likeness.ts";

/** Functions and macros named after a struct that has another name: `_PyXIData_New` for `_PyCrossInterpreterData_New`. */
export function namedAfterStructs({ structs }: Matched): Likeness {
  const stems = structs.paired.flatMap(({ from, to }) => {
    const [before, after] = [stemOf(from), stemOf(to)];
    return before === after ? [] : { before, after };
  });
  return {
    kind: "named-after",
    key: ({ name }) => {
      const stem = stems.find(({ after }) => name.startsWith(`${after}_`));
      return stem === undefined ? name : `${stem.before}${name.slice(stem.after.length)}`;
    },
    test: ({ from, to }) => from.name !== to.name && isCallable(from) && isCallable(to),
  };
}

/** What the names of a struct's functions begin with. */
const stemOf = ({ name }: ManifestStruct) => name.replace(/(?:_t|Object)$/, "");
