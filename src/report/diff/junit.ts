import { element, escaped } from "../xml.ts";
import {
  type DiffReport,
  impactText,
  incompleteText,
  levelOf,
  notesOf,
  placeOf,
  type ReportedChange,
  subjectText,
  suppressionText,
} from "./report.ts";

/**
 * JUnit XML as read by Jenkins, GitLab and others: each change is a test case of its rule. Breaking changes fail,
 * suppressed ones are skipped, and the others pass with their message as output.
 */
export function diffJunit(report: DiffReport): string {
  const { from, to, changes } = report;
  const skipped = changes.filter(({ suppression }) => suppression).length;
  const failures = changes.filter(fails).length;
  const counts = { tests: String(changes.length), failures: String(failures), errors: "0", skipped: String(skipped) };
  const properties = Object.entries({ from, to }).flatMap(([side, { ref, commit, version, target }]) =>
    Object.entries({ ref, commit, version, abi: target.abi, platform: target.platform }).map(([name, value]) =>
      element("property", { name: `${side}.${name}`, value }),
    ),
  );
  const suite = element("testsuite", { name: `C API of CPython, ${from.ref} to ${to.ref}`, ...counts }, [
    element("properties", {}, properties),
    ...changes.map(testCase),
    ...(report.complete ? [] : [element("system-err", {}, [escaped(incompleteText)])]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "capidiff", ...counts }, [suite])}\n`;
}

const fails = (change: ReportedChange) => !change.suppression && levelOf(change) === "error";

function testCase(change: ReportedChange): string {
  const { rule, subject, suppression } = change;
  const place = placeOf(change)?.place;
  const where = { ...(place && { file: place.header, line: String(place.line) }) };
  return element("testcase", { classname: rule, name: `${subject.kind} ${subjectText(change)}`, ...where }, [
    outcome(change, suppression ? suppressionText(suppression) : change.message),
  ]);
}

function outcome(change: ReportedChange, message: string): string {
  const evidence = change.evidence.map(({ side, header, line, text }) => `${side} ${header}:${line}: ${text}`);
  const details = [change.message, impactText(change), ...notesOf(change), ...evidence].map(escaped).join("\n");
  if (change.suppression) return element("skipped", { message });
  return fails(change)
    ? element("failure", { message, type: impactText(change) }, [details])
    : element("system-out", {}, [details]);
}
