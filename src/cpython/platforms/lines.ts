/** Helpers to write tables as lines of C. */

export const words = (text: string): string[] => text.trim().split(/\s+/);

/** `#define` lines for a table of constants. */
export function defines(table: Record<string, string | number>): string {
  return Object.entries(table)
    .map(([name, value]) => `#define ${name} ${value}`)
    .join("\n");
}

/** Keeps the last `#define` of each name, and none for a name that is `#undef`ined later. */
export function merged(text: string): string {
  const lines = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, directive, name] = /^#(define|undef) (\w+(?:\(c\))?)/.exec(line) ?? [];
    if (directive === "undef") lines.delete(name ?? "");
    else lines.set(name ?? line, line);
  }
  return [...lines.values()].join("\n");
}

/** `#define` lines that number names from `first` on; `-` skips a number. */
export function numbered(first: number, names: string): string {
  return words(names)
    .map((name, index) => (name === "-" ? "" : `#define ${name} ${first + index}`))
    .filter((line) => line !== "")
    .join("\n");
}

/** An enumeration whose members are also macros, as POSIX requires for `#ifdef`. */
export function testableEnum(values: Record<string, number>): string {
  const members = Object.entries(values).map(([name, value]) => `  ${name} = ${value},\n#define ${name} ${name}\n`);
  return `enum {\n${members.join("")}};`;
}

/** The properties of IEEE 754 and x87 formats for `floating`, as far as compilers write them alike. */
export const ieee754 = {
  binary32: {
    MANT_DIG: "24",
    DIG: "6",
    DECIMAL_DIG: "9",
    MIN_EXP: "(-125)",
    MIN_10_EXP: "(-37)",
    MAX_EXP: "128",
    MAX_10_EXP: "38",
  },
  binary64: {
    MANT_DIG: "53",
    DIG: "15",
    DECIMAL_DIG: "17",
    MIN_EXP: "(-1021)",
    MIN_10_EXP: "(-307)",
    MAX_EXP: "1024",
    MAX_10_EXP: "308",
  },
  extended80: {
    MANT_DIG: "64",
    DIG: "18",
    DECIMAL_DIG: "21",
    MIN_EXP: "(-16381)",
    MIN_10_EXP: "(-4931)",
    MAX_EXP: "16384",
    MAX_10_EXP: "4932",
  },
};

/** Binary64 as `long double`. */
export const longDouble64: Record<string, string> = {
  ...ieee754.binary64,
  MAX: "1.7976931348623157e+308L",
  MIN: "2.2250738585072014e-308L",
  EPSILON: "2.2204460492503131e-16L",
  DENORM_MIN: "4.9406564584124654e-324L",
};

/** The `__FLT_…__` lines of an IEEE 754 type. */
export function floating(type: "FLT" | "DBL" | "LDBL", facts: Record<string, string>): string {
  const always = { HAS_DENORM: "1", HAS_INFINITY: "1", HAS_QUIET_NAN: "1" };
  return Object.entries({ ...facts, ...always })
    .map(([what, value]) => `#define __${type}_${what}__ ${value}`)
    .join("\n");
}

/** Adds an include guard to every header except `assert.h`, whose inclusions must each obey `NDEBUG`. */
export function guarded(headers: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headers).map(([name, text]) => {
      const guard = `_${name.replace(/\W/g, "_").toUpperCase()}`;
      return [name, name === "assert.h" ? `${text}\n` : `#ifndef ${guard}\n#define ${guard} 1\n${text}\n#endif\n`];
    }),
  );
}

export type LineEdit = readonly [from: string | RegExp, to: string];

/** A header's text with replacements, each of which must match. */
export function editedHeader(headers: Record<string, string>, name: string, edits: readonly LineEdit[]): string {
  let text = headers[name] as string;
  for (const [from, to] of edits) {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`<${name}> has no ${from}`);
    text = changed;
  }
  return text;
}
