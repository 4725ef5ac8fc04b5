import type { PyRuntime, RuntimeDifference } from "../check/module/py-runtime.ts";
import type { Target } from "../cpython/target.ts";
import { counted } from "../diff/counted.ts";
import type { DebugOffset, DebugOffsetChange, DebugOffsets } from "../manifest/debug-offsets.ts";
import { asText, sideText, table } from "./table.ts";

/** All values of one build. */
export function debugOffsetsText(offsets: DebugOffsets): string {
  const rows = offsets.values.map((one) => [String(one.offset), valueText(one), one.name, one.expression ?? ""]);
  return asText([
    `_Py_DebugOffsets in ${sideText(offsets)}${macrosText(offsets.target)} on ${offsets.target.platform}`,
    `${counted(offsets.size, "byte")}, cookie ${offsets.cookie ?? "not understood"}`,
    "",
    ...table([["at", "value", "member", "expression"], ...rows], ["right", "right", "left", "left"]),
    ...(offsets.complete ? [] : ["", "not understood in full; see `capidiff manifest`"]),
  ]);
}

/** The differences between two builds. */
export function debugOffsetsComparisonText({
  from,
  to,
  changes,
}: {
  from: DebugOffsets;
  to: DebugOffsets;
  changes: readonly DebugOffsetChange[];
}): string {
  const cell = (one: DebugOffset | null) => (one === null ? "-" : valueText(one));
  const rows = changes.map(({ name, from, to }) => [
    ...[cell(from), cell(to), name],
    from === null
      ? "new"
      : to === null
        ? "gone"
        : from.offset === to.offset
          ? ""
          : `at ${from.offset} became ${to.offset}`,
  ]);
  return asText([
    `_Py_DebugOffsets from ${sideText(from)} to ${sideText(to)}${macrosText(to.target)} on ${to.target.platform}`,
    ...(from.cookie === to.cookie ? [] : [`cookie ${from.cookie} became ${to.cookie}`]),
    ...(changes.length === 0
      ? ["All values are equal."]
      : ["", ...table([[from.ref, to.ref, "member", ""], ...rows], ["right", "right", "left", "left"])]),
    ...(from.complete && to.complete ? [] : ["", "not understood in full; see `capidiff manifest`"]),
  ]);
}

/** A candidate build for a file, with its differences. */
export interface RuntimeBuild {
  ref: string;
  target: Target;
  complete: boolean;
  /** The number of values. */
  values: number;
  differences: RuntimeDifference[];
}

/** The builds that a file may be, or the nearest ones with their differences. @param builds nearest first */
export function runtimeText(runtime: PyRuntime, version: string, builds: readonly RuntimeBuild[]): string {
  const { file, format, architecture, cookie } = runtime;
  const equal = builds.filter(({ differences }) => differences.length === 0);
  const [nearest] = builds;
  const lines = [
    `${file}: ${format} for ${architecture}, cookie ${cookie}, CPython ${version} (0x${hex(runtime.version)})`,
  ];
  for (const one of equal) lines.push(`is ${buildText(one)}: all ${one.values} values are equal`);
  if (equal.length === 0 && nearest) {
    const { differences, values } = nearest;
    const rows = differences.map(({ name, file, headers }) => [String(file ?? "-"), String(headers ?? "-"), name]);
    lines.push(
      `matches none of the builds tried; the nearest is ${buildText(nearest)}: ${differences.length} of ${values} values differ`,
      "",
      ...table([["file", "headers", "member"], ...rows], ["right", "right", "left"]),
    );
  }
  if (nearest === undefined) lines.push("No tag has that version, or none of its builds is known.");
  return asText(lines);
}

const buildText = ({ ref, target }: RuntimeBuild) => `${ref}, ${target.abi}${macrosText(target)} on ${target.platform}`;

const macrosText = ({ macros = [] }: Target) => (macros.length === 0 ? "" : ` with ${macros.join(" ")}`);

const valueText = ({ name, value }: DebugOffset) =>
  value === null ? "?" : name === "version" ? `0x${hex(value)}` : String(value);

const hex = (value: number) => value.toString(16).padStart(8, "0");
