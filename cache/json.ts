/** The bytes of a JSON answer, the same everywhere: one line of UTF-8, ended by a newline. */
export const jsonBytes = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`);
