/** Random macros that mention each other, and a few lines that use them. */
import fc from "fast-check";

/** The parameters of each; H has variable arguments too. */
const macros = { A: null, B: null, C: null, F: ["x"], G: ["x", "y"], H: ["x"], I: [] };
const names = Object.keys(macros);

const space = fc.constantFrom(" ", " ", "", "\n");
const join = (parts: string[]): string => parts.join("");

/** Few tokens, so that they meet often; parentheses mostly closed, invocations mostly with as many arguments as they need. */
function text(atoms: fc.Arbitrary<string>, gap: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { text } = fc.letrec<Record<"text" | "piece" | "call", string>>((tie) => ({
    text: fc.array(fc.tuple(tie("piece"), gap).map(join), { maxLength: 4, depthIdentifier: "text" }).map(join),
    piece: fc.oneof(
      { maxDepth: 3, depthIdentifier: "text" },
      { weight: 80, arbitrary: atoms },
      { weight: 60, arbitrary: tie("call") },
      { weight: 20, arbitrary: tie("text").map((inner) => `(${inner})`) },
      { weight: 40, arbitrary: fc.constantFrom(...names) },
      { weight: 10, arbitrary: fc.constantFrom("+", "-", ".", "1", '"s"', "'c'", "__LINE__") },
      { weight: 1, arbitrary: fc.constantFrom("(", ")", ",", "# x") },
    ),
    call: fc.oneof(
      fc.tuple(tie("text")).map(([x]) => `F(${x})`),
      fc.tuple(tie("text"), tie("text")).map(([x, y]) => `G(${x},${y})`),
      fc.array(tie("text"), { minLength: 1, maxLength: 3 }).map((list) => `H(${list})`),
      fc.constantFrom("I()", "F", "G", "H", "I", "F (", "G("),
    ),
  }));
  return text;
}

function body(parameters: string[], variable: string | null): fc.Arbitrary<string> {
  const all = variable === null ? parameters : [...parameters, variable];
  const name = all.length === 0 ? fc.constantFrom(...names) : fc.constantFrom(...all, ...all, ...names);
  const pasted = fc.array(name, { minLength: 2, maxLength: 3 }).map((operands) => operands.join(" ## "));
  const atoms = [name, name, name, pasted];
  if (all.length > 0) atoms.push(fc.constantFrom(...all).map((parameter) => `#${parameter}`));
  const plain = text(fc.oneof(...atoms), fc.constantFrom(" ", " ", ""));
  if (variable === null) return plain;
  const optional = plain.map((content) => `__VA_OPT__(${content})`);
  const comma = plain.map((before) => `${before} 1, ## ${variable}`);
  return fc.oneof({ weight: 3, arbitrary: plain }, comma, fc.tuple(plain, optional, plain).map(join));
}

function definition(name: string, parameters: string[] | null): fc.Arbitrary<string> {
  if (parameters === null) return body([], null).map((text) => `#define ${name} ${text}\n`);
  const variable = name === "H" ? fc.constantFrom("__VA_ARGS__", "rest") : fc.constant(null);
  return variable.chain((variable) => {
    const list = variable === null ? parameters : [...parameters, variable === "rest" ? "rest..." : "..."];
    return body(parameters, variable).map((text) => `#define ${name}(${list}) ${text}\n`);
  });
}

const definitions = fc.tuple(
  ...Object.entries(macros).map(([name, parameters]) => fc.option(definition(name, parameters), { freq: 8, nil: "" })),
);
const uses = fc.array(fc.tuple(text(fc.constantFrom(...names, "a"), space), space).map(join), {
  minLength: 1,
  maxLength: 4,
});

/** A text that defines its macros itself, in whatever state it finds them. */
export const program: fc.Arbitrary<string> = fc
  .tuple(definitions, uses)
  .map(([definitions, uses]) => `${join(names.map((name) => `#undef ${name}\n`))}${join(definitions)}${join(uses)}\n`);
