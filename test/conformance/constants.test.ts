import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/c/constant.ts";
import { Unknown } from "../../src/c/unknown.ts";
import { expressionsOf, type Triple, triples, unitOf } from "../c/unit-of.ts";

const declarations = `
enum small { A, B = 7, C };
enum negative { D = -3, E };
enum wide { F = 1, G = 0x80000000, H = 0xffffffff };
typedef unsigned short Short;
typedef long long Long;
typedef const enum small Small;
struct record { char first; struct { long second; }; short third[3]; union { int x; double y; } fourth; };
`;

const literal = fc
  .tuple(fc.constantFrom(0n, 1n, 2n, 7n, 8n, 255n, 65536n, 2147483647n, 2147483648n, 4294967295n), fc.nat({ max: 9 }))
  .map(([value, form]) => {
    const suffix = ["", "", "u", "L", "UL", "ll", "ULL", "lu"][form] ?? "";
    if (form === 8) return `0x${value.toString(16)}`;
    return form === 9 ? `0${value.toString(8)}` : `${value}${suffix}`;
  });

const character = fc.constantFrom(
  ..."'a' '\\377' '\\x80' 'ab' L'a' L'\\xff90' L'\\u20ac' u'\\xffff' u'\\u20ac' U'\\xffffffff' U'é'".split(" "),
);

const typeName = fc.constantFrom(
  ..."_Bool,char,signed char,unsigned char,short,unsigned,long,unsigned long,long long,Short,Long,Small".split(","),
);

const sized = fc.constantFrom(
  ..."int,struct record,void *,char[3],long double,((struct record *)0)->third,*((struct record *)0)->third".split(","),
);

const operator = fc.constantFrom(..."+ - * / % << >> & | ^ && || == != < > <= >=".split(" "));

const { expression } = fc.letrec<{ expression: string; simple: string; compound: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    { weight: 1, arbitrary: tie("simple") },
    { weight: 3, arbitrary: tie("compound") },
  ),
  simple: fc.oneof(
    literal,
    fc.constantFrom(..."A B C D E F G H".split(" ")),
    character,
    sized.map((type) => `sizeof(${type})`),
    fc.constantFrom("short", "double", "struct record").map((type) => `_Alignof(${type})`),
    fc.constantFrom("second", "third", "fourth.y").map((path) => `__builtin_offsetof(struct record, ${path})`),
  ),
  compound: fc.oneof(
    fc.tuple(fc.constantFrom("+", "-", "~", "!"), tie("expression")).map(([op, operand]) => `${op} (${operand})`),
    fc.tuple(typeName, tie("expression")).map(([type, operand]) => `(${type}) (${operand})`),
    tie("expression").map((operand) => `sizeof (${operand})`),
    fc.tuple(tie("expression"), operator, tie("expression")).map(([left, op, right]) => `${left} ${op} ${right}`),
    fc.tuple(tie("expression"), operator, tie("expression")).map(([left, op, right]) => `(${left}) ${op} (${right})`),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([test, then, other]) => `(${test}) ? (${then}) : (${other})`),
  ),
}));

/** The value's low 64 bits, the size of its type in bytes, and 1 where the type is signed. */
type Facts = [bigint, number, number];

/** Each expression by clang, from the code that it generates for initialisers. */
function byClang(expressions: string[], triple: Triple): Facts[] {
  const lines = expressions.map(
    (each, index) =>
      `unsigned long long v${index}[] = { (unsigned long long)(${each}), sizeof(${each}), (__typeof__(${each}))-1 < 1 };`,
  );
  const args = ["-target", triple, "-x", "c", "-w", "-S", "-emit-llvm", "-o", "-", "-"];
  const input = declarations + lines.join("\n");
  const { status, stdout, stderr } = spawnSync("clang", args, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr.slice(0, 2000));
  const facts: Facts[] = [];
  for (const [, index, value, size, signed] of stdout.matchAll(/^@v(\d+) = .*\[i64 (\S+), i64 (\d+), i64 (\d)\]/gm))
    facts[Number(index)] = [BigInt.asUintN(64, BigInt(value ?? "")), Number(size), Number(signed)];
  return facts;
}

describe("constant expressions have the value and type that clang computes", () => {
  test.for(triples)("for %s", (triple, { skip }) => {
    const { status } = spawnSync("clang", ["-target", triple, "-x", "c", "-fsyntax-only", "-"], { input: "int a;" });
    skip(status !== 0, `there is no clang for ${triple}`);
    const unit = unitOf(declarations, triple);
    let agreed = 0;
    let unknown = 0;
    const property = fc.property(fc.array(expression, { minLength: 500, maxLength: 500 }), (texts) => {
      const ours = new Map<string, Facts>();
      for (const [index, parsed] of expressionsOf(texts, declarations).entries()) {
        const constant = evaluate(parsed, unit);
        if (constant instanceof Unknown) {
          // Nothing but a division by zero, or a shift too far, is wrong with them.
          expect(`${constant.reason} ${constant.culprit}`).toMatch(/^not-constant (\/|%|<<|>>)$/);
          unknown++;
          continue;
        }
        const { value, type: name } = constant;
        const unsigned = name.startsWith("unsigned") || name === "_Bool" || (name === "char" && !unit.model.charSigned);
        ours.set(texts[index] as string, [
          BigInt.asUintN(64, value),
          unit.model.basic[name]?.size ?? 0,
          unsigned ? 0 : 1,
        ]);
      }
      const theirs = byClang([...ours.keys()], triple);
      const wrong = [...ours].filter(([, facts], index) => facts.join() !== theirs[index]?.join());
      const [shortest] = wrong.sort(([a], [b]) => a.length - b.length);
      if (shortest !== undefined)
        throw new Error(`${shortest[0]} is ${theirs[[...ours.keys()].indexOf(shortest[0])]}, not ${shortest[1]}`);
      agreed += ours.size;
    });
    fc.assert(property, {
      numRuns: 2,
      endOnFailure: true,
      reporter: ({ failed, seed, errorInstance }) => {
        if (failed) throw new Error(`with seed ${seed}: ${(errorInstance as Error | null)?.message}`);
      },
    });
    console.info(`${triple}: ${agreed}/${agreed} agreed; not constant: ${unknown}`);
  });
});
