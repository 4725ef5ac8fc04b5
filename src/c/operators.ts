const levels = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Of binary operators (C11 6.5.5 to 6.5.14): 1 binds loosest. */
export const precedence: ReadonlyMap<string, number> = new Map(
  levels.flatMap((operators, level) => operators.map((operator) => [operator, level + 1] as const)),
);

/**
 * What a binary operator makes of two integers of one type, before the result is brought into that type: a truth value
 * for comparisons (C11 6.5.5 to 6.5.12). Null for a division by zero and for operators that do not convert their operands
 * to a common type, such as shifts and `&&`.
 */
export function operate(operator: string, left: bigint, right: bigint): bigint | boolean | null {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0n ? null : left / right;
    case "%":
      return right === 0n ? null : left % right;
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    default:
      return null;
  }
}
