/** The text or type has more levels than `Nesting` allows. */
export class NestedTooDeep extends Error {
  constructor() {
    super("nested too deep");
  }
}

/** Counts the levels of a recursion over input, so that hostile input ends in an answer and not in a stack overflow. */
export class Nesting {
  readonly #most: number;
  #level = 0;

  /** @param most levels; the stack must hold several times as many */
  constructor(most: number) {
    this.#most = most;
  }

  /** Runs a step one level deeper. @throws NestedTooDeep */
  deeper<T>(step: () => T): T {
    if (this.#level === this.#most) throw new NestedTooDeep();
    this.#level++;
    try {
      return step();
    } finally {
      this.#level--;
    }
  }
}

/** Of parentheses, declarators, records and the like in one text; clang accepts 256 brackets, C11 5.2.4.1 asks for 63. */
export const maxTextLevels = 256;
