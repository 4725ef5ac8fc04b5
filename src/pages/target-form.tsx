import { type Abi, abis, platforms } from "../cpython/target.ts";
import type { BarVersion } from "./history/bar.tsx";

/** A choice among versions, newest first; another current value, such as a branch, is kept. */
export function VersionSelect({
  name,
  title,
  line,
  value = "",
  optional = false,
}: {
  name: string;
  title: string;
  line: readonly BarVersion[];
  value?: string | undefined;
  optional?: boolean;
}) {
  const isListed = value === "" || line.some(({ ref }) => ref === value);
  return (
    <label>
      {title}
      <select name={name}>
        {optional && <option value="">none</option>}
        {!isListed && (
          <option value={value} selected>
            {value}
          </option>
        )}
        {line.toReversed().map(({ ref, version }) => (
          <option key={ref} value={ref} selected={ref === value}>
            {version}
          </option>
        ))}
      </select>
    </label>
  );
}

const abiTitles: Record<Abi, string> = {
  cp: "cp: default",
  cpt: "cpt: free-threaded",
  cpd: "cpd: debug",
  cptd: "cptd: both",
  abi3: "abi3: limited API",
  abi3t: "abi3t: that, free-threaded",
};

/** The fields of a target. */
export function TargetFields({ abi, platform }: { abi: string; platform: string }) {
  return (
    <>
      <Select name="abi" title="Build" values={abis} titles={abiTitles} value={abi} />
      <Select name="platform" title="Platform" values={platforms} value={platform} />
    </>
  );
}

export function Select({
  name,
  title,
  values,
  titles = {},
  value,
  any,
}: {
  name: string;
  title: string;
  values: readonly string[];
  /** Labels of values, where they differ. */
  titles?: Record<string, string>;
  value: string | undefined;
  /** The label for no choice. */
  any?: string;
}) {
  return (
    <label>
      {title}
      <select name={name}>
        {any !== undefined && <option value="">{any}</option>}
        {values.map((one) => (
          <option key={one} value={one} selected={one === value}>
            {titles[one] ?? one}
          </option>
        ))}
      </select>
    </label>
  );
}
