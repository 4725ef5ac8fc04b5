import type { BasicName } from "./types.ts";

/** Basic types (C11 6.7.2p2 and compiler extensions) by their keywords, sorted, since C allows them in any order. */
const names = new Map<string, BasicName>();

const note = (spelling: string, name: BasicName) => names.set(key(spelling.split(" ")), name);

for (const name of [
  "void",
  "_Bool",
  "char",
  "float",
  "double",
  "long double",
  "__float128",
  "__builtin_va_list",
] as const) {
  note(name, name);
}
note("_Float128", "__float128");
note("signed char", "signed char");
note("unsigned char", "unsigned char");
for (const [size, spellings] of [
  ["short", ["short", "short int", "__int16"]],
  ["int", ["int", "__int32"]],
  ["long", ["long", "long int"]],
  ["long long", ["long long", "long long int", "__int64"]],
  ["__int128", ["__int128"]],
] as const) {
  for (const spelling of spellings) {
    note(spelling, size);
    note(`signed ${spelling}`, size);
    note(`unsigned ${spelling}`, `unsigned ${size}`);
  }
}
note("signed", "int");
note("unsigned", "unsigned int");
note("__int8", "char");
note("signed __int8", "signed char");
note("unsigned __int8", "unsigned char");

/** The basic type named by these keywords in any order, or null. */
export function basicType(words: readonly string[]): BasicName | null {
  return names.get(key(words)) ?? null;
}

function key(words: readonly string[]): string {
  return words.length === 1 ? (words[0] as string) : [...words].sort().join(" ");
}
