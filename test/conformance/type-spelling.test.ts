import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printParameter, printType } from "../../src/c/print-type.ts";
import { declarationsOf, unitOf } from "../c/unit-of.ts";

const clang = spawnSync("clang", ["--version"]).status === 0;

/** Each variable, function and typedef with its type; each parameter of a function as `name.0`. */
type Spellings = Record<string, unknown>;

interface Node {
  kind: string;
  name?: string;
  isImplicit?: boolean;
  type?: { qualType: string };
  inner?: Node[];
}

function spelledByClang(text: string): Spellings {
  const args = ["-x", "c", "-w", "-fsyntax-only", "-Xclang", "-ast-dump=json", "-"];
  const { status, stdout, stderr } = spawnSync("clang", args, { input: text, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr.slice(0, 2000));
  const spellings: Spellings = {};
  for (const { name, type, isImplicit, inner } of (JSON.parse(stdout) as Required<Node>).inner) {
    if (isImplicit || type === undefined) continue;
    spellings[name ?? ""] = withoutPlaces(type.qualType);
    const parameters = (inner ?? []).filter((node) => node.kind === "ParmVarDecl");
    for (const [index, parameter] of parameters.entries())
      spellings[`${name}.${index}`] = withoutPlaces(parameter.type?.qualType ?? "");
  }
  return spellings;
}

/** clang prints the location of a type without a tag. */
function withoutPlaces(spelling: string): string {
  return spelling.replace(/\(unnamed \w+ at [^)]*\)/g, "(unnamed)");
}

function spelledByUs(text: string): Spellings {
  const unit = unitOf(text);
  const spellings: Spellings = {};
  for (const { kind, name, type } of declarationsOf(text)) {
    if (kind === "type") continue;
    spellings[name] = printType(type, unit);
    if (kind === "function" && type.kind === "function")
      for (const [index, parameter] of type.parameters.entries())
        spellings[`${name}.${index}`] = printParameter(parameter.type, unit);
  }
  return spellings;
}

const typedefs = `
struct tag { int member; };
typedef struct tag Struct;
typedef Struct *Pointer;
typedef int Array[4];
typedef const int ConstantArray[4];
typedef int Function(int);
typedef const int Constant;
`;

describe.skipIf(!clang)("types are spelled as clang spells them", () => {
  test("whatever they are made of", () => {
    const text = `${typedefs}
      const char *v1; Pointer (*v2)(Struct *); int v3[4]; char *const *v4; struct tag *v5; void (*(*v6)(int))(void);
      int f1(Struct *, ...); int f2(); int f3(void); _Atomic(int) v7; const volatile int v8; __int128 v9; long double v37;
      int *restrict v11; int (*v12)[4]; int *const v13[4]; int *const (*v14)[4]; extern int v15[]; const Array v16;
      void f4(const int x, int a[4], int b[const 4], Array c, const Array d, int g(int), char *const argv[], Function h);
      void f5(__builtin_va_list ap, const Pointer p, int *restrict r, ConstantArray e, volatile ConstantArray f);
      void (*v17)(const int, Array, __builtin_va_list, int (int), char *const[]);
      struct { int member; } v18; enum { Q } v19; union { int member; } *v20; struct { int member; } v30[3];
      const struct tag *const *v22; int (*f6(int))(char); int *f7(void); int *const f8(void); _Bool v24; const Constant v29;
      const _Atomic(int) v25; int f9(struct tag *(*)(void)); int v26[2][3]; int *v27[2][3]; volatile int *volatile v28;
      enum E { EE } v31; int (*(*v32[3])(void))[5]; const void *const restrict v33; int (*const v34)(void); int (*v35)();
      void f10(Constant x, const Constant y); __builtin_va_list v36; _Atomic(Struct *) v38; _Atomic int *v39;
      unsigned v40; long unsigned v41; short int v42; char signed v43; long long unsigned int v44;
      int v45[sizeof(int) * 2]; int v46[EE + 1]; Function *v47; const int *const f12(void);`;
    expect(spelledByUs(text)).toEqual(spelledByClang(text));
  });

  test("however declarators nest", () => {
    const property = fc.property(fc.array(declarator, { minLength: 300, maxLength: 300 }), (declarators) => {
      const lines = declarators.map((draw, index) => `extern ${draw(`v${index}`)};`);
      const text = `${typedefs}${lines.join("\n")}`;
      expect(spelledByUs(text)).toEqual(spelledByClang(text));
    });
    fc.assert(property, { numRuns: 3, endOnFailure: true, reporter: ({ errorInstance }) => rethrow(errorInstance) });
  });
});

function rethrow(error: unknown): void {
  if (error) throw error;
}

/** A declaration of the name that it is given. */
type Declarator = (name: string) => string;

const qualifiers = fc.constantFrom("", "const ", "volatile ", "const volatile ");
const specifier = fc
  .tuple(qualifiers, fc.constantFrom("int", "unsigned long", "struct tag", "Struct", "Pointer", "Constant", "void"))
  .map(([qualifier, name]) => `${qualifier}${name}`);

/** From the name outwards, as the declaration is read: `*[]` is an array of pointers. */
const declarator: fc.Arbitrary<Declarator> = fc
  .tuple(specifier, fc.array(fc.tuple(fc.constantFrom("*", "[", "("), qualifiers, specifier), { maxLength: 5 }))
  .map(([base, layers]) => (name) => {
    let text = name;
    let last = "";
    for (const [drawn, qualifier, parameter] of layers) {
      // C has neither arrays of functions nor functions that return either.
      const layer = (last === "[" && drawn === "(") || (last === "(" && drawn !== "*") ? "*" : drawn;
      if (layer === "*") text = `*${qualifier}${text}`;
      else {
        if (last === "*") text = `(${text})`;
        text += layer === "[" ? "[3]" : `(${parameter} *, int[2])`;
      }
      last = layer;
    }
    // Nothing is an array of void, or void itself.
    return `${/void$/.test(base) && last !== "*" && last !== "(" ? "int" : base} ${text}`;
  });
