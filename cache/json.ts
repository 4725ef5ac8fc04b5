/** The bytes of a JSON answer, the same wherever it is given: one line, as UTF-8, ended by a newline. */
export const jsonBytes = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`);
