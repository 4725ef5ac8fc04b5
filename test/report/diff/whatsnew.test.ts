import { expect, test } from "vitest";
import { whatsNew } from "../../../src/report/diff/whatsnew.ts";
import { added, change, hostile, inInternal, place, removed, report } from "./reports.ts";

const isNew = { message: "The function NAME is new in Include/x.h." };
const news = (name: string, rest = {}) => added(name, { message: isNew.message.replace("NAME", name), ...rest });

test("lists changes in the order of a What's New page: public surface only, without numbers and plumbing", () => {
  const unstable = { to: { ...place, tier: "unstable" as const } };
  expect(
    whatsNew(
      report([
        news("PyFoo_A"),
        news("PyFoo_B"),
        news("PyUnstable_C", unstable),
        news("_PyFoo", { to: { ...place, tier: "private" } }),
        change("kind-changed", "PyFoo_D", { message: "The macro PyFoo_D is a function now." }),
        change("deprecated", "PyFoo_E", {
          topic: "deprecation",
          message: "The function PyFoo_E is deprecated since 3.16.",
          replacement: ["PyFoo_A"],
          hint: "Use PyFoo_A (new in 3.16).",
        }),
        removed("PyFoo_F", { message: "The function PyFoo_F is gone from Include/x.h." }),
        change("limited-api-added", "PyFoo_G", {
          topic: "limited-api",
          message: "The function PyFoo_G joined the limited API of 3.16 and up.",
        }),
        news("OPCODE", { topic: "numbers" }),
        news("_Py_GUARD", { topic: "plumbing" }),
        news("_PyInner", { to: inInternal }),
      ]),
    ),
  ).toBe(`\
## C API changes in 3.16.0a0

Since 3.11.2.

### New features

* \`PyFoo_A()\`, \`PyFoo_B()\` are new in x.h.

### Changed C APIs

* \`PyFoo_D()\` is a function now.

### Limited C API

* \`PyFoo_G()\` joined the limited API of 3.16 and up.

### Unstable C API

* \`PyUnstable_C()\` is new in x.h.

### Deprecated C APIs

* \`PyFoo_E()\` is deprecated since 3.16. Use \`PyFoo_A\`.

### Removed C APIs

* \`PyFoo_F()\` is gone from x.h.
`);
});

test.each([
  ["is an inline function now", "are inline functions now"],
  ["can no longer be set: it is an inline function now", "can no longer be set: they are inline functions now"],
  ["is complete in x.h; it was opaque", "are complete in x.h; they were opaque"],
  ["has the type char; it was at offset 4", "have the type char; they were at offset 4"],
  ["grew; the struct had 8 bytes and has 9", "grew; the structs had 8 bytes and have 9"],
  ["calls PyFoo; imports it; no longer imports PyBar", "call PyFoo; import it; no longer import PyBar"],
  ["joined; its header shows it for 3.11", "joined; their headers show them for 3.11"],
  ["joined; its header does not say of which", "joined; their headers do not say of which"],
])("what is said of several names is in the plural: %s", (one, several) => {
  const changes = ["PyA", "PyB"].map((name) => change("kind-changed", name, { message: `The macro ${name} ${one}.` }));
  expect(whatsNew(report(changes)).replaceAll("\n  ", " ")).toContain(`* \`PyA()\`, \`PyB()\` ${several}.\n`);
});

test("accessors are named without their versions", () => {
  const accessors = [
    { member: "a", get: "PyFoo_GetA", set: "PyFoo_SetA" },
    { member: "b", get: "PyFoo_GetB", set: null },
  ];
  const message = "The struct PyFoo is opaque.";
  expect(whatsNew(report([change("struct-opaque", "PyFoo", { message, accessors, hint: "Use …." })]))).toContain(
    "is opaque. Use `PyFoo_GetA` and `PyFoo_SetA` for `a`, `PyFoo_GetB`\n  for `b`.\n",
  );
});

test("hostile text is escaped", () => {
  expect(whatsNew(hostile)).not.toMatch(/[^\P{C}\n]/u);
});
