import type { DataModel, IntegerName } from "./data-model.ts";

/** The target properties that decide the value of a character constant. */
export type CharacterModel = Pick<DataModel, "charSigned" | "wideCharacter">;

/**
 * Evaluates a character constant (C11 6.4.4.4): the value of one `char`, or an int made of the bytes of several, as in
 * gcc and clang. `type` is the character type, which `#if` computes with; elsewhere in C a `char` constant is an int.
 */
export function characterConstant(text: string, model: CharacterModel): { value: bigint; type: IntegerName } {
  const prefix = text.slice(0, text.indexOf("'"));
  const body = text.slice(prefix.length + 1, -1);
  const wide = { L: model.wideCharacter, u: "unsigned short", U: "unsigned int" } as const;
  if (prefix in wide) {
    const type = wide[prefix as keyof typeof wide];
    const bits = type === "unsigned short" ? 16 : 32;
    const code = codesOf(body, (character) => [BigInt(character.codePointAt(0) as number)]).at(-1) ?? 0n;
    return { value: type.startsWith("unsigned") ? BigInt.asUintN(bits, code) : BigInt.asIntN(bits, code), type };
  }
  const bytes = codesOf(body, (character) => [...Buffer.from(character)].map(BigInt));
  const value = bytes.reduce((sum, byte) => (sum << 8n) | (byte & 0xffn), 0n);
  if (bytes.length !== 1) return { value: BigInt.asIntN(32, value), type: "int" };
  return { value: model.charSigned ? BigInt.asIntN(8, value) : value, type: "char" };
}

const simpleEscapes = new Map(Object.entries({ n: 10n, t: 9n, r: 13n, a: 7n, b: 8n, f: 12n, v: 11n, e: 27n }));

/** The character codes between the quotes; `encode` converts a character that is not a numeric escape. */
function codesOf(body: string, encode: (character: string) => bigint[]): bigint[] {
  const parts = body.matchAll(/\\x([\da-fA-F]+)|\\([0-7]{1,3})|\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))|\\(.)|(.)/gsu);
  return [...parts].flatMap(([, hex, octal, short, long, escaped, plain]) => {
    if (hex !== undefined) return [BigInt(`0x${hex}`)];
    if (octal !== undefined) return [BigInt(`0o${octal}`)];
    const universal = short ?? long;
    // Beyond Unicode: compilers reject it.
    if (universal !== undefined)
      return encode(String.fromCodePoint(Math.min(Number.parseInt(universal, 16), 0x10ffff)));
    if (escaped !== undefined) return [simpleEscapes.get(escaped) ?? BigInt(escaped.codePointAt(0) as number)];
    return encode(plain as string);
  });
}
