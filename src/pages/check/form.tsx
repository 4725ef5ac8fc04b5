import type { BarVersion } from "../history/bar.tsx";
import { Unreachable } from "../parts.tsx";
import { documentOf, Shell } from "../shell.tsx";
import { TargetFields, VersionSelect } from "../target-form.tsx";

/** The form for sources or modules to check. */
export interface CheckFormPage {
  kind: "check-form";
  line: BarVersion[];
  /** The version selected initially. */
  target: string;
  unreachableSince: string | null;
}

export function checkFormPage(page: CheckFormPage): string {
  return documentOf(
    <Shell title="Check an extension" section="/check" description="Does this extension build and run on a version?">
      <h1>Check an extension</h1>
      <p class="lead">
        Does it still build and run? Sources are read as that version’s compiler would read them; built modules and
        wheels are judged by what they import. Nothing is kept.
      </p>
      <Unreachable since={page.unreachableSince} />
      <CheckForm {...page} />
    </Shell>,
  );
}

function CheckForm({ line, target, code = "" }: { line: readonly BarVersion[]; target: string; code?: string }) {
  return (
    <form class="check" action="/check" method="post" enctype="multipart/form-data" data-drop>
      <label for="code">C, C++ or Cython</label>
      <textarea id="code" name="code" rows={12} spellcheck={false} placeholder="#include <Python.h>">
        {code}
      </textarea>
      <label for="file">Or files: sources, built modules, wheels</label>
      <input id="file" type="file" name="file" multiple />
      <div class="fields">
        <VersionSelect name="target" title="To run on" line={line} value={target} />
        <VersionSelect name="baseline" title="Works on" line={line} optional />
        <TargetFields abi="cp" platform="linux_x86_64" />
        <label class="tick">
          <span>
            <input type="checkbox" name="all_versions" value="true" checked /> every series in between
          </span>
        </label>
        <button type="submit" class="primary">
          Check
        </button>
      </div>
    </form>
  );
}
