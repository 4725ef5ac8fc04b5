/**
 * Whether two JSON values are equal, assuming the same property order in objects.
 * @param except a property of the top-level values that may differ
 */
export function isSameJson(a: unknown, b: unknown, except?: string): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!isSameJson(a[index], b[index])) return false;
    return true;
  }
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  let properties = 0;
  for (const key in one) {
    properties++;
    const mine = one[key];
    const theirs = other[key];
    if (mine === theirs) continue;
    if (!Object.hasOwn(other, key) || (key !== except && !isSameJson(mine, theirs))) return false;
  }
  for (const _ in other) properties--;
  return properties === 0;
}
