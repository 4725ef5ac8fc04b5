/** gcc's and g++'s verdict on the sources of an extension, with some of clang++'s. Nothing here knows capidiff. */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve as resolvePath } from "node:path";

/** What is missing, by gcc's own words. */
export type Verdict = { file: string; line: number; column: number } & (
  | { kind: "name"; name: string }
  /** `types`: as gcc names what has no such member; empty where it has no name for it. */
  | { kind: "member"; name: string; types: string[] }
  | { kind: "arguments"; name: string }
  | { kind: "header"; name: string }
  /** It is there, and cannot be used so. `lacked`: the name that a header of CPython's uses, and nothing declares. */
  | { kind: "fault"; name: ""; lacked?: string }
  /** It cannot be understood here, as where a macro is not defined that makes a declaration. */
  | { kind: "syntax"; name: "" }
);

export interface Compilation {
  verdicts: Verdict[];
  /** Of what kind the other errors are, by the words that are not names. */
  others: string[];
  /** Why the source could not be judged; null if it was. */
  leftOut: string | null;
}

export interface CompileOptions {
  /** Where the extension's files are. */
  folder: string;
  isCpp: boolean;
  includePath: string[];
  /** The extension's own folders, looked through for `#include "…"` first and for `#include <…>` last. */
  ownPath: string[];
  defines: string[];
  /** Empty headers are put here for those that `isHeader` says CPython once had. */
  standIns: string;
  isHeader: (name: string) => boolean;
  /** A line of a source. */
  lineOf: (file: string, line: number) => string;
}

/** A line of gcc's. */
interface Message {
  /** It is about the text of a header that is not the extension's. */
  isOfHeader: boolean;
  kind: string;
  message: string;
  file: string;
  line: number;
  column: number;
}

/** More headers that CPython no longer has than any source includes. */
const maxStandIns = 20;

/** Compiles a source; again after a header of CPython's or of configure is missing, with an empty one in its place. */
export async function compile(source: string, options: CompileOptions): Promise<Compilation> {
  const found: Compilation = { verdicts: [], others: [], leftOut: null };
  for (let turn = 0; turn < maxStandIns; turn++) {
    const messages = await check(source, options);
    const fatal = messages.find(({ kind }) => kind === "fatal error");
    const missing = /^(.+): No such file or directory$/.exec(fatal?.message ?? "")?.[1];
    const isGenerated = missing === "config.h";
    if (fatal !== undefined && (missing === undefined || !(isGenerated || options.isHeader(missing)))) {
      return { ...found, leftOut: fatal.message };
    }
    if (fatal === undefined || missing === undefined) {
      const read = messages.filter(({ kind }) => kind === "error").map((message) => verdictOf(message, options));
      for (const one of read) {
        if (typeof one === "string") found.others.push(one);
        else found.verdicts.push(one);
      }
      if (options.isCpp && read.length > 0) found.verdicts.push(...(await missedByGcc(source, options)));
      return found;
    }
    if (!isGenerated) found.verdicts.push({ kind: "header", name: missing, ...placeOf(fatal) });
    await mkdir(dirname(join(options.standIns, missing)), { recursive: true });
    await writeFile(join(options.standIns, missing), "");
  }
  return { ...found, leftOut: "too many headers are missing" };
}

/** Errors of gcc 14 that earlier versions report as warnings. */
const errors = ["implicit-function-declaration", "int-conversion", "incompatible-pointer-types"].map(
  (name) => `-Werror=${name}`,
);

function check(source: string, options: CompileOptions): Promise<Message[]> {
  return run(options.isCpp ? "g++" : "gcc", source, options, [
    ...["-fmax-errors=0", "-fno-diagnostics-show-caret", "-fdiagnostics-column-unit=byte"],
    // Folders of -idirafter count as the system's, in whose headers some errors are not reported otherwise.
    ...["-ftrack-macro-expansion=0", "-Wsystem-headers"],
    ...(options.isCpp ? [] : errors),
  ]);
}

/**
 * What clang++ finds where g++ gave up: g++ says nothing of a variable declared by `auto` whose value it refused, even if
 * a cast decides its type, nor of what follows in an initializer after some values that it refused.
 */
async function missedByGcc(source: string, options: CompileOptions): Promise<Verdict[]> {
  const messages = await run("clang++", source, options, ["-ferror-limit=0", "-fno-caret-diagnostics"]);
  return messages.flatMap((message): Verdict[] => {
    const name = /^no member named '(\w+)' in /.exec(message.message)?.[1];
    if (name !== undefined) return [{ kind: "member", name, types: [], ...placeOf(message) }];
    const isValue = /^cannot initialize a member subobject of type /.test(message.message);
    return isValue ? [{ kind: "fault", name: "", ...placeOf(message) }] : [];
  });
}

function run(compiler: string, source: string, options: CompileOptions, flags: readonly string[]): Promise<Message[]> {
  const { folder, isCpp, includePath, ownPath, defines, standIns } = options;
  const args = [
    "-fsyntax-only",
    ...flags,
    ...(isCpp ? ["-std=gnu++17"] : []),
    ...defines.map((define) => `-D${define}`),
    ...ownPath.flatMap((path) => ["-iquote", path, "-idirafter", path]),
    ...includePath.map((path) => `-I${path}`),
    ...["-idirafter", standIns],
    source,
  ];
  const settings = { cwd: folder, maxBuffer: 1 << 29, env: { ...process.env, LC_ALL: "C" } };
  return new Promise((resolve, reject) => {
    execFile(compiler, args, settings, (error, _, errors) => {
      if (error && typeof error.code !== "number") reject(new Error(`${compiler} does not run`, { cause: error }));
      else resolve(messagesOf(errors, folder));
    });
  });
}

/** Errors in CPython's headers are reported where the extension includes them. */
function messagesOf(text: string, folder: string): Message[] {
  const messages: Message[] = [];
  let includers: { file: string; line: number }[] = [];
  const fileOf = (path: string) => relative(folder, resolvePath(folder, path));
  for (const one of text.split("\n")) {
    const [, start, path = "", line] = /^(In file included| {2,}) from (.+?):(\d+)(?::\d+)?[,:]$/.exec(one) ?? [];
    if (start !== undefined) {
      const includer = { file: fileOf(path), line: Number(line) };
      includers = start.startsWith("In") ? [includer] : [...includers, includer];
      continue;
    }
    const match = /^(.+?):(\d+):(\d+): (fatal error|error): (.*)$/.exec(one);
    if (match === null) continue;
    const [, place = "", row, column, kind = "", message = ""] = match;
    const own = fileOf(place).startsWith("..") ? includers.find(({ file }) => !file.startsWith("..")) : undefined;
    const at = own ?? { file: fileOf(place), line: Number(row) };
    messages.push({ kind, message, column: Number(column), isOfHeader: own !== undefined, ...at });
  }
  return messages;
}

const names = [
  /^implicit declaration of function '([^']+)'/,
  /^'([^']+)' undeclared/,
  /^unknown type name '([^']+)'/,
  /^'([^']+)' was not declared in this scope/,
  /^'([^']+)' has not been declared/,
  /^'([^']+)' does not name a type/,
  /^'([^']+)' is not a type/,
  /^there are no arguments to '([^']+)' that depend on a template parameter/,
];
const members = [/^'(.+) has no member named '([^']+)'/, /^'(.+) has no non-static data member named '([^']+)'/];
const incomplete = /^invalid use of (?:incomplete|undefined) (?:type|typedef) '(.+)$/;
/** A member, from where such an error is. */
const memberOfIncomplete = /^(?:(?:->|\.)\s*|offsetof\s*\(\w+,\s*)(\w+)/;
const notAStruct = /^request for member '([^']+)' in /;
const faults = [
  / makes (?:integer from pointer|pointer from integer) without a cast/,
  /^.* from incompatible pointer type/,
  /^incompatible types? (?:when|for)/,
  /^returning .* incompatible return type/,
  /^passing .* (?:makes|discards) /,
  /^(?:invalid|cannot) conver(?:sion|t) /,
  /^cannot convert /,
  /^invalid conversion /,
  /lvalue required as /,
  /^assignment to expression with array type/,
  /^incompatible types in assignment /,
  /^invalid operands to binary /,
  /^used struct type value where scalar is required/,
  /^wrong type argument to unary /,
  /^wrong type argument to bit-complement/,
  /^array subscript is not an integer/,
  /^subscripted value is neither array nor pointer/,
  /^aggregate value used where an? \w+ was expected/,
  /^return type is an incomplete type/,
  /^storage size of /,
  / has incomplete type/,
  /^invalid application of '\w+' to incomplete type/,
  /^invalid use of (?:incomplete|undefined) (?:type|typedef) /,
  /^(?:arithmetic on a pointer|dereferencing pointer|increment of pointer) to an? incomplete type/,
  / has initializer but incomplete type/,
  /^incomplete type .* used in nested name specifier/,
  /^array type has incomplete element type/,
  /^static declaration of /,
  /^conflicting types for /,
  /^(?:redefinition of|redeclaration of|conflicting declaration|ambiguating new declaration of) /,
  / redeclared as different kind of /,
  / was declared 'extern' and later 'static'/,
  /^using typedef-name /,
  /^(?:call of overloaded|reference to) '.*' is ambiguous/,
  /^#error /,
  /^missing binary operator before token /,
];
const argumentCounts = [
  /^too (?:few|many) arguments to function '([^']+)'/,
  /^macro "([^"]+)" (?:requires|passed) \d+ arguments/,
];

const placeOf = ({ file, line, column }: Message) => ({ file, line, column });

/** What an error says is missing, or the kind of an error that says nothing of the like. */
function verdictOf(message: Message, { lineOf }: CompileOptions): Verdict | string {
  const place = placeOf(message);
  const text = message.message;
  const undeclared = names.map((pattern) => pattern.exec(text)?.[1]).find((name) => name !== undefined);
  if (message.isOfHeader)
    return { kind: "fault", name: "", ...(undeclared !== undefined && { lacked: undeclared }), ...place };
  if (undeclared !== undefined) return { kind: "name", name: undeclared, ...place };
  for (const pattern of members) {
    const match = pattern.exec(text);
    if (match !== null)
      return { kind: "member", name: match[2] as string, types: typesIn(match[1] as string), ...place };
  }
  for (const pattern of argumentCounts) {
    const name = pattern.exec(text)?.[1];
    // C++ prints the whole signature.
    if (name !== undefined) return { kind: "arguments", name: /(\w+)\(/.exec(name)?.[1] ?? name, ...place };
  }
  const type = incomplete.exec(text)?.[1];
  if (type !== undefined) {
    const name = memberOfIncomplete.exec(lineOf(place.file, place.line).slice(place.column - 1))?.[1];
    if (name !== undefined) return { kind: "member", name, types: typesIn(type), ...place };
  }
  if (/^(?:expected |invalid type argument of|base operand of)/.test(text))
    return { kind: "syntax", name: "", ...place };
  if (faults.some((pattern) => pattern.test(text))) return { kind: "fault", name: "", ...place };
  const requested = notAStruct.exec(text)?.[1];
  if (requested !== undefined) return { kind: "member", name: requested, types: [], ...place };
  return text.replace(/'[^']*'|"[^"]*"/g, "…").replace(/\d+/g, "#");
}

/** `PyThreadState {aka struct _ts}` → both names. */
const typesIn = (text: string): string[] =>
  text
    .split(/\{aka |'/)
    .map((part) => part.replace(/^(?:const |volatile |struct |union |class )+/, "").replace(/[\s*&}']+$/g, ""))
    .filter((part) => /^\w+$/.test(part));
