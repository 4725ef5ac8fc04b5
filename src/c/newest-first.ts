/** At most so many elements, the newest first. */
export function newestFirst<T>(newest: T, older: readonly T[] | undefined, max: number): T[] {
  return older === undefined ? [newest] : [newest, ...older.slice(0, max - 1)];
}
