import { asText } from "../table.ts";
import { type CodeTable, headerLines } from "./code.ts";

/** A C header with a struct type and a `static const` table of it. Valid C99 and C++. */
export function offsetsC(table: CodeTable): string {
  const { name, columns, rows } = table;
  return asText([
    ...headerLines(table).map((line) => `/* ${line} */`),
    `#ifndef ${name.toUpperCase()}_H`,
    `#define ${name.toUpperCase()}_H`,
    "#include <stdbool.h>",
    "#include <stdint.h>",
    "",
    `struct ${safe(name)} {`,
    "    const char *abi;",
    "    const char *platform;",
    "    uint32_t from;",
    "    uint32_t to;",
    "    bool complete;",
    ...columns.map(({ identifier, fact, type }) => `    ${type}_t ${safe(identifier)}; /* ${fact} */`),
    "};",
    "",
    // C has no empty arrays: the last row has no ABI.
    `static const struct ${safe(name)} ${name}_table[] = {`,
    ...rows.flatMap(({ comment, abi, platform, from, to, complete, values }) => [
      `    /* ${comment} */`,
      `    { ${[`"${abi}"`, `"${platform}"`, from, to, complete, ...values.map((value, i) => literal(value, columns[i]?.type))].join(", ")} },`,
    ]),
    `    { ${["0", "0", "0", "0", "false", ...columns.map(() => "0")].join(", ")} } /* the end */`,
    "};",
    "",
    "#endif",
  ]);
}

/** C has no negative literals, so the most negative number cannot be written as one. */
function literal(value: string, type = "int64"): string {
  if (value === "-9223372036854775808") return "(-9223372036854775807LL - 1)";
  return type === "uint64" ? `${value}ULL` : BigInt.asIntN(32, BigInt(value)) === BigInt(value) ? value : `${value}LL`;
}

const safe = (identifier: string) => (keywords.has(identifier) ? `${identifier}_` : identifier);

/** Keywords of C23 and C++23, and names the headers define. */
const keywords = new Set(
  (
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class co_await " +
    "co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype default delete do " +
    "double dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace " +
    "new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires restrict " +
    "return short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try " +
    "typedef typeid typename typeof typeof_unqual union unsigned using virtual void volatile wchar_t while xor xor_eq " +
    "linux unix i386"
  ).split(" "),
);
