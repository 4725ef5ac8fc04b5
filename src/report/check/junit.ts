import { usedText } from "../../check/model.ts";
import { suppressionText } from "../diff/report.ts";
import { element, escaped } from "../xml.ts";
import {
  type CheckReport,
  diagnosticLines,
  diagnosticsOf,
  impactText,
  incompleteText,
  inShort,
  notesOf,
  placeText,
  type ReportedCheckFinding,
} from "./report.ts";

/**
 * JUnit XML as read by Jenkins, GitLab and others: each finding is a test case of its kind. Breaking findings fail,
 * suppressed ones are skipped, and the others pass with their message as output.
 */
export function checkJunit(report: CheckReport): string {
  const { target, baseline, findings, verdict } = report;
  const counts = {
    tests: String(findings.length),
    failures: String(findings.filter(fails).length),
    errors: "0",
    skipped: String(findings.filter(({ suppression }) => suppression).length),
  };
  const sides = Object.entries({ target, baseline }).flatMap(([side, { ref, commit, version, target }]) =>
    Object.entries({ ref, commit, version, abi: target.abi, platform: target.platform }).map(([name, value]) =>
      element("property", { name: `${side}.${name}`, value }),
    ),
  );
  const { gaps, others } = diagnosticsOf(report);
  const unread = [...(report.complete ? [] : [incompleteText]), ...diagnosticLines([...gaps, ...others])];
  const suite = element("testsuite", { name: `C API of CPython, ${target.ref}`, ...counts }, [
    element("properties", {}, [...sides, element("property", { name: "verdict", value: verdict })]),
    ...findings.map(testCase),
    ...(unread.length === 0 ? [] : [element("system-err", {}, [unread.map(escaped).join("\n")])]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "capidiff", ...counts }, [suite])}\n`;
}

const fails = ({ suppression, impact }: ReportedCheckFinding) => !suppression && impact === "breaking";

function testCase(finding: ReportedCheckFinding): string {
  const { kind, used, places } = finding;
  const [place] = places;
  const where = {
    ...(place && { file: place.file }),
    ...(place?.line !== undefined && { line: String(place.line) }),
  };
  return element("testcase", { classname: kind, name: usedText(used), ...where }, [outcome(finding)]);
}

function outcome(finding: ReportedCheckFinding): string {
  const { message, places, suppression } = finding;
  if (suppression) return element("skipped", { message: suppressionText(suppression) });
  const details = [inShort(finding), ...notesOf(finding), ...places.map(placeText)].map(escaped).join("\n");
  return fails(finding)
    ? element("failure", { message, type: impactText(finding) }, [details])
    : element("system-out", {}, [details]);
}
