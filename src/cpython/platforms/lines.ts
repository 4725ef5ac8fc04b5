/** How the preludes write tables as lines of C. */

export const words = (text: string): string[] => text.trim().split(/\s+/);

/** `#define` lines for a table of constants. */
export function defines(table: Record<string, string | number>): string {
  return Object.entries(table)
    .map(([name, value]) => `#define ${name} ${value}`)
    .join("\n");
}

/** `#define` lines for names that count up, from `first` on; `-` leaves a number out. */
export function numbered(first: number, names: string): string {
  return words(names)
    .map((name, index) => (name === "-" ? "" : `#define ${name} ${first + index}`))
    .filter((line) => line !== "")
    .join("\n");
}

/** An enumeration whose members are macros too, as POSIX asks where a program may `#ifdef` them. */
export function testableEnum(values: Record<string, number>): string {
  const members = Object.entries(values).map(([name, value]) => `  ${name} = ${value},\n#define ${name} ${name}\n`);
  return `enum {\n${members.join("")}};`;
}

/** The `__FLT_…__` lines of an IEEE 754 type. */
export function floating(type: "FLT" | "DBL" | "LDBL", facts: Record<string, string>): string {
  const always = { HAS_DENORM: "1", HAS_INFINITY: "1", HAS_QUIET_NAN: "1" };
  return Object.entries({ ...facts, ...always })
    .map(([what, value]) => `#define __${type}_${what}__ ${value}`)
    .join("\n");
}

/** Gives every header an include guard; `assert.h` has none, so that each inclusion obeys `NDEBUG` anew. */
export function guarded(headers: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headers).map(([name, text]) => {
      const guard = `_${name.replace(/\W/g, "_").toUpperCase()}`;
      return [name, name === "assert.h" ? `${text}\n` : `#ifndef ${guard}\n#define ${guard} 1\n${text}\n#endif\n`];
    }),
  );
}
