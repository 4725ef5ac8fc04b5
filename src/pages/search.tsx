import { counted } from "../diff/counted.ts";
import { headerPath, rangeText, structPath, symbolPath } from "./links.ts";
import { Incomplete } from "./parts.tsx";
import { documentOf, Shell } from "./shell.tsx";

/** A search result. */
export interface Hit {
  name: string;
  kind: "symbol" | "struct" | "member" | "header";
  /** Refs of the first and last version that has it. */
  from: string;
  to: string;
}

/** The URL of a name's page. */
export function hitPath({ name, kind, to }: Hit): string {
  switch (kind) {
    case "symbol":
      return symbolPath(name);
    case "struct":
      return structPath(name);
    case "member": {
      const dot = name.indexOf(".");
      return `${structPath(name.slice(0, dot), [to])}#member-${encodeURIComponent(name.slice(dot + 1))}`;
    }
    case "header":
      return headerPath(name);
  }
}

/**
 * The search results, best first.
 * @param missing the number of versions that are not in the index yet
 */
export function searchPage(text: string, hits: readonly Hit[], missing: number): string {
  return documentOf(
    <Shell title={text === "" ? "Search" : `${text.slice(0, 80)}: search`} search={text}>
      <h1>{text === "" ? "Search" : hits.length === 0 ? "Nothing found" : "Found"}</h1>
      {hits.length === 0 && (
        <p class="lead">
          Write a symbol, a struct, a member as <code>PyThreadState.frame</code>, or a header: of any version.
        </p>
      )}
      {missing > 0 && <Incomplete>Not read yet and not searched: {counted(missing, "version")}.</Incomplete>}
      <ul class="hits">
        {hits.map((hit) => (
          <li key={`${hit.kind} ${hit.name}`}>
            <a href={hitPath(hit)}>
              <code>{hit.name}</code>
            </a>
            <span class="chip">{hit.kind}</span>
            <small>{rangeText(hit.from, hit.to)}</small>
          </li>
        ))}
      </ul>
    </Shell>,
  );
}
