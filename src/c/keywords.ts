/** The keywords of C23 (6.4.1), and older spellings of them. */
export const keywords: ReadonlySet<string> = new Set(
  (
    "alignas alignof auto bool break case char const constexpr continue default do double else enum extern false float for " +
    "goto if inline int long nullptr register restrict return short signed sizeof static static_assert struct switch " +
    "thread_local true typedef typeof typeof_unqual union unsigned void volatile while _Alignas _Alignof _Atomic _BitInt " +
    "_Bool _Complex _Decimal128 _Decimal32 _Decimal64 _Generic _Imaginary _Noreturn _Static_assert _Thread_local"
  ).split(" "),
);

/** What precedes a list of attributes in parentheses (GCC, Visual C++). */
export const attributeWords: ReadonlySet<string> = new Set(["__attribute__", "__attribute", "__declspec"]);

/** Alignment specifiers (C11 6.7.5). */
export const alignmentWords: ReadonlySet<string> = new Set(["_Alignas", "alignas"]);

/** What may stand with its argument between `struct` and a tag. */
export const recordAttributeWords: ReadonlySet<string> = new Set([...attributeWords, ...alignmentWords]);

/** What may stand with its argument in a declaration without changing a type: also assembler names (GCC). */
export const extensionWords: ReadonlySet<string> = new Set([...recordAttributeWords, "asm", "__asm", "__asm__"]);
