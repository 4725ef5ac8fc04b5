import type { PyxToken } from "./lines.ts";

/** A name declared in Cython code. */
export interface PyxDeclaration {
  token: PyxToken;
  /** The C name in quotes after it: `int size "ob_size"`. */
  cName: PyxToken | null;
}

const isSign = (token: PyxToken | undefined, sign: string) => token?.kind === "sign" && token.text === sign;

/**
 * The names declared on a line: `PyObject *a, *b "c"`, `int f(int)`, `int (*visitproc)(void *)`, `char x[10]`. Empty if
 * it is not a declaration.
 */
export function declaredNames(tokens: readonly PyxToken[]): PyxDeclaration[] {
  const names: PyxDeclaration[] = [];
  for (const [index, part] of parts(tokens).entries()) {
    const name = nameOf(part, index === 0);
    if (name) names.push(name);
  }
  return names;
}

/** The names on an enum's line: `A, B = 3, C "Py_C"`. */
export function enumerators(tokens: readonly PyxToken[]): PyxDeclaration[] {
  return parts(tokens).flatMap(([token, next]) =>
    token?.kind === "name" && token.text !== "pass" ? [withCName(token, next)] : [],
  );
}

/** Splits at commas outside brackets. */
function parts(tokens: readonly PyxToken[]): PyxToken[][] {
  const found: PyxToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += step(token);
    if (depth === 0 && isSign(token, ",")) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

function step({ kind, text }: PyxToken): number {
  if (kind !== "sign") return 0;
  return "([{".includes(text) ? 1 : ")]}".includes(text) ? -1 : 0;
}

/** Words and strings outside brackets. */
function outerWords(tokens: readonly PyxToken[]): PyxToken[] {
  let depth = 0;
  return tokens.filter((token) => {
    depth += step(token);
    return depth === 0 && (token.kind === "name" || token.kind === "string");
  });
}

function nameOf(part: readonly PyxToken[], isFirst: boolean): PyxDeclaration | null {
  const open = part.findIndex((token) => isSign(token, "("));
  // A function pointer: its name is in the first parentheses.
  if (open >= 0 && isSign(part[open + 1], "*")) {
    const name = part.slice(open).find(({ kind }) => kind === "name");
    return name ? withCName(name, part[part.indexOf(name) + 1]) : null;
  }
  const isCall = open >= 0;
  const words = outerWords(isCall ? part.slice(0, open) : part);
  const last = words.at(-1);
  const isNamed = last?.kind === "string";
  const name = words.at(isNamed ? -2 : -1);
  if (name?.kind !== "name") return null;
  // A single word is a name only if it is called: `PyList_New(Py_ssize_t)`; a variable has a type first.
  if (isFirst && !isCall && words[0] === name) return null;
  return withCName(name, isNamed ? last : undefined);
}

const withCName = (token: PyxToken, next: PyxToken | undefined): PyxDeclaration => ({
  token,
  cName: next?.kind === "string" ? next : null,
});
