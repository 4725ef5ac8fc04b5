/** The bytes of a JSON answer, the same everywhere: one line of UTF-8, ended by a newline. */
export const jsonBytes = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`);

const decoder = new TextDecoder();

/** The value of JSON in UTF-8. From another thread, a Buffer arrives as a plain Uint8Array. */
export const parseJson = (bytes: Uint8Array) => JSON.parse(decoder.decode(bytes));
