/** ` Did you mean PyList_New?`; empty without near names. */
export const nearText = (near: readonly string[]): string =>
  near.length === 0 ? "" : ` Did you mean ${near.join(", ")}?`;
