import { headerPath, refsOf, releasePath, structPath, symbolPath } from "./links.ts";
import { documentOf, Shell } from "./shell.tsx";

/** The fields of a problem document (RFC 9457, with ours). */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  code: string;
  fix: string;
  near?: unknown;
  /** The ref that is unknown. */
  ref?: unknown;
}

/**
 * An error page, with suggestions.
 * @param url the requested path and query
 */
export function problemPage(problem: Problem, url: string): string {
  const { title, status, detail, code, fix, near } = problem;
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
                <a href={nearPath(problem, url, name)}>
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

function nearPath({ code, ref }: Problem, url: string, name: string): string {
  if (code === "unknown-ref") return withRef(url, String(ref), name);
  if (/^Include\/.*\.h$/.test(name)) return headerPath(name);
  if (code === "unknown-symbol") return symbolPath(name);
  return code === "unknown-struct" ? structPath(name) : `/search?q=${encodeURIComponent(name)}`;
}

/** The same page with another ref, or that of the other release. */
function withRef(url: string, ref: string, other: string): string {
  const [path = "", search] = url.split("?", 2);
  const isRef = (part: string) => part === ref || part === encodeURIComponent(ref);
  const replaced = path
    .split("/")
    .map((part) =>
      refsOf(part)
        .map((one) => (isRef(one) ? encodeURIComponent(other) : one))
        .join("..."),
    )
    .join("/");
  if (replaced === path || !/^\/(?:diff|struct)\//.test(path)) return releasePath(other);
  return search === undefined ? replaced : `${replaced}?${search}`;
}
