import { Type } from "typebox";

/** A C identifier; whatever else it is, no version has it. */
export const Name = Type.String({ minLength: 1, maxLength: 200 });
