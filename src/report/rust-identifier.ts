/** A C identifier in Rust: keywords become raw identifiers, except four that cannot. */
export function rustIdentifier(name: string): string {
  if (/^(?:self|Self|super|crate|_)$/.test(name)) return `${name}_`;
  return keywords.has(name) ? `r#${name}` : name;
}

/** Rust 2024's keywords, strict and reserved. */
const keywords = new Set(
  (
    "abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl in " +
    "let loop macro match mod move mut override priv pub ref return static struct trait true try type typeof unsafe " +
    "unsized use virtual where while yield"
  ).split(" "),
);
