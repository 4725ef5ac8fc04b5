import { headerPath, structPath, symbolPath } from "./links.ts";
import { documentOf, Shell } from "./shell.tsx";

/** The fields of a problem document (RFC 9457, with ours). */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  code: string;
  fix: string;
  near?: unknown;
}

/** An error page, with suggestions. */
export function problemPage({ title, status, detail, code, fix, near }: Problem): string {
  const names = Array.isArray(near) ? near.filter((name) => typeof name === "string") : [];
  return documentOf(
    <Shell title={title}>
      <p class="eyebrow">
        {status} · {code}
      </p>
      <h1>{title}</h1>
      <p class="lead wrap">{detail}</p>
      {names.length > 0 && (
        <section aria-labelledby="near">
          <h2 id="near">Did you mean</h2>
          <ul class="names">
            {names.map((name) => (
              <li key={name}>
                <a href={nearPath(code, name)}>
                  <code>{name}</code>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="wrap">{fix}</p>
      <p>
        <a href="/">To the front page</a>
      </p>
    </Shell>,
  );
}

function nearPath(code: string, name: string): string {
  if (/^Include\/.*\.h$/.test(name)) return headerPath(name);
  if (code === "unknown-symbol") return symbolPath(name);
  return code === "unknown-struct" ? structPath(name) : `/search?q=${encodeURIComponent(name)}`;
}
