import type { CheckPage } from "./check/findings.tsx";
import type { CheckFormPage } from "./check/form.tsx";
import type { ChangePage } from "./diff/change.tsx";
import type { CompareFormPage, DiffPage } from "./diff/diff.tsx";
import type { FrontPage, ReleasesPage } from "./front.tsx";
import type { HeaderPage } from "./header.tsx";
import type { ReleasePage } from "./release.tsx";
import type { StructPage } from "./struct/struct.tsx";
import type { SymbolPage } from "./symbol.tsx";

/** The parameters of a page besides the answers it is rendered from. */
export type PageView =
  | FrontPage
  | ReleasesPage
  | ReleasePage
  | SymbolPage
  | HeaderPage
  | StructPage
  | DiffPage
  | CompareFormPage
  | ChangePage
  | CheckFormPage
  | CheckPage;

/**
 * @param sources answers in JSON that the page is rendered from
 * @throws CapidiffError for something missing in them
 */
export async function renderPage(page: PageView, sources: readonly Buffer[]): Promise<string> {
  const [first, second, ...more] = sources.map((bytes) => JSON.parse(bytes.toString()));
  switch (page.kind) {
    case "front":
      return (await import("./front.tsx")).frontPage(page);
    case "releases":
      return (await import("./front.tsx")).releasesPage(page);
    case "symbol":
      return (await import("./symbol.tsx")).symbolPage(page, first);
    case "header":
      return (await import("./header.tsx")).headerPage(page);
    case "struct":
      return (await import("./struct/struct.tsx")).structPage(page, first, [second, ...more]);
    case "diff":
      return (await import("./diff/diff.tsx")).diffPage(page, first, second ?? first);
    case "compare":
      return (await import("./diff/diff.tsx")).compareFormPage(page);
    case "change":
      return (await import("./diff/change.tsx")).changePage(page, first);
    case "release":
      return (await import("./release.tsx")).releasePage(
        page,
        [first, second, ...more].filter((report) => report !== undefined),
      );
    case "check-form":
      return (await import("./check/form.tsx")).checkFormPage(page);
    case "check":
      return (await import("./check/findings.tsx")).checkPage(page, first);
  }
}
