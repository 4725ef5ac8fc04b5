import { readFile, writeFile } from "node:fs/promises";

const page = "docs/performance.md";

/** Writes lines between the markers of a bench in docs/performance.md. */
export async function writeBlock(bench: string, lines: readonly string[]): Promise<void> {
  const text = await readFile(page, "utf8");
  const block = new RegExp(`(<!-- ${bench} -->\n).*?(<!-- /${bench} -->)`, "s");
  await writeFile(
    page,
    text.replace(block, (_, start, end) => `${start}${lines.join("\n")}\n${end}`),
  );
}
