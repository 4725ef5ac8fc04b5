/** Small extensions of ours as the generators write them that Debian has: what they write is judged as a real one is. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Extension, type Fetched, type Packages, sourcesIn } from "./extensions.ts";

const run = promisify(execFile);

export interface Generated {
  /** Debian's package of the generator. */
  generator: string;
  /** Its version, unpacked from Debian's archive; the installed one by default. */
  version?: string;
  /** Distinguishes it from others of the same generator. */
  mode: string;
  inputs: Record<string, string>;
  /** More inputs, from a source package. */
  source?: Extension;
  /** Run where the inputs are. */
  commands?: readonly (readonly string[])[];
  /** The generator's own sources, which the extension brings along: what they use of the API counts. */
  headers?: string;
  /** Debian's packages of the libraries that these include. */
  libraries?: readonly string[];
  /** `-D` arguments for the compiler, without the `-D`. */
  defines?: string[];
  /** The minor version of Python that these are for, or the generator; none by default. */
  oldest?: number;
}

const pyx = `cimport cython
from libc.stdlib cimport malloc, free

cdef class Counter:
    cdef long count
    cdef public object name
    def __init__(self, name, long count=0):
        self.name = name
        self.count = count
    def __add__(self, other):
        return Counter(self.name, self.count + other)
    def __iter__(self):
        for i in range(self.count):
            yield i
    @property
    def double(self):
        return 2 * self.count

async def waits(x):
    return await x

cpdef double mean(double[:] values) except? -1:
    cdef double total = 0
    for i in range(values.shape[0]):
        total += values[i]
    return total / values.shape[0]

def text(str s, bytes b, dict d, list l):
    try:
        return f"{s[0]} {b.decode('utf-8')} {d['x']} {[i * 2 for i in l]} {l[-1] ** 2}"
    except KeyError as error:
        raise ValueError(s) from error
`;

const arrays = `from cpython cimport array, datetime
from cpython.ref cimport PyObject, Py_INCREF
from cpython.unicode cimport PyUnicode_AsUTF8String
import array

datetime.import_datetime()

def days(datetime.date d, array.array a):
    cdef array.array other = array.clone(a, 3, zero=True)
    other.data.as_ints[0] = d.year
    Py_INCREF(d)
    return other, datetime.timedelta(days=1), PyUnicode_AsUTF8String("x")
`;

const interfaceFile = `%module small
%include "typemaps.i"
%{
typedef struct { int x; char *name; } Point;
int fact(int n) { return n < 2 ? 1 : n * fact(n - 1); }
void split(int whole, int *OUTPUT) { *OUTPUT = whole; }
%}
typedef struct { int x; char *name; } Point;
%callback("%s_cb");
int fact(int n);
%nocallback;
void split(int whole, int *OUTPUT);
`;

const cppInterfaceFile = `%module small
%include "std_string.i"
%include "std_vector.i"
%{
#include <string>
#include <vector>
struct Shape { virtual ~Shape() {} virtual double area() const { return 0; } std::string name; };
%}
namespace std { %template(Doubles) vector<double>; }
struct Shape { virtual ~Shape(); virtual double area() const; std::string name; };
`;

const cffi = `import cffi
ffi = cffi.FFI()
ffi.cdef("""typedef struct { int x; double *y; } point; int fact(int); extern int total;
#define LIMIT ...
extern "Python" int callback(point *, int);""")
ffi.set_source("small", """typedef struct { int x; double *y; } point; static int fact(int n) { return n; }
static int total; enum { LIMIT = 3 };""")
ffi.emit_c_code("small.c")
`;

const binding = (library: string, object: string) => `#include <${library}/${library}.h>
#include <string>
namespace lib = ${library};
struct Pet { std::string name; int age; int older(int by) const { return age + by; } };
${object}
`;

/** Cython of three suites of Debian: each writes other C. */
const cythons = [undefined, "3.0.11+dfsg-2+b1", "3.1.6+dfsg-4"];
const cython = ["python3", "-m", "cython", "-3"];

/** Real extensions whose `.pyx` files are complete. */
const cythonSources: readonly { source: Extension; command: readonly string[] }[] = [
  {
    source: { name: "pyyaml", version: "6.0.2-1", libraries: ["libyaml-dev"] },
    command: [...cython, "yaml/_yaml.pyx"],
  },
  { source: { name: "frozenlist", version: "1.8.0-4" }, command: [...cython, "--cplus", "frozenlist/_frozenlist.pyx"] },
  { source: { name: "python-msgpack", version: "1.0.3-2" }, command: [...cython, "--cplus", "msgpack/_cmsgpack.pyx"] },
];

const ofCython: readonly Generated[] = cythons.flatMap((version) => [
  ...[[], ["--cplus"]].map((flags) => ({
    generator: "cython3",
    ...(version !== undefined && { version }),
    mode: ["-3", ...flags].join(" "),
    inputs: { "small.pyx": pyx },
    commands: [[...cython, ...flags, "small.pyx"]],
  })),
  {
    generator: "cython3",
    ...(version !== undefined && { version }),
    mode: "-3, arrays and dates",
    inputs: { "small.pyx": arrays },
    commands: [[...cython, "small.pyx"]],
  },
  ...(version === undefined ? [] : cythonSources).map(({ source, command }) => ({
    generator: "cython3",
    ...(version !== undefined && { version }),
    mode: `-3, ${source.name} ${source.version}`,
    inputs: {},
    source,
    ...(source.libraries && { libraries: source.libraries }),
    commands: [command],
  })),
]);

/** Cython's own switch to the limited API, and that of Python's headers. */
const limitedCython: Generated = {
  generator: "cython3",
  version: "3.1.6+dfsg-4",
  mode: "-3, the limited API",
  inputs: { "small.pyx": pyx },
  commands: [[...cython, "small.pyx"]],
  defines: ["CYTHON_LIMITED_API=1", "Py_LIMITED_API=0x030B0000"],
  oldest: 11,
};

const ofNanobind: readonly Generated[] = [
  { defines: [], oldest: 9 },
  { defines: ["Py_LIMITED_API=0x030C0000"], oldest: 12 },
].map(({ defines, oldest }) => ({
  generator: "nanobind-dev",
  version: "2.12.0-2",
  oldest,
  mode: ["a class and a function", ...defines].join(", "),
  inputs: {
    "small.cpp": binding(
      "nanobind",
      `NB_MODULE(small, m) {
  lib::class_<Pet>(m, "Pet").def(lib::init<>()).def_rw("age", &Pet::age).def("older", &Pet::older);
  m.def("length", [](lib::list l) { return l.size(); });
}`,
    ),
  },
  headers: "usr/share/nanobind",
  libraries: ["robin-map-dev=1.4.1-1"],
  defines,
}));

const all: readonly Generated[] = [
  ...ofCython,
  limitedCython,
  ...[["-python"], ["-python", "-builtin"], ["-python", "-threads"]].map((flags) => ({
    generator: "swig",
    mode: flags.join(" "),
    inputs: { "small.i": interfaceFile },
    commands: [["swig", ...flags, "-o", "small.c", "small.i"]],
  })),
  {
    generator: "swig",
    mode: "-python -c++",
    inputs: { "small.i": cppInterfaceFile },
    commands: [["swig", "-python", "-c++", "-o", "small.cpp", "small.i"]],
  },
  {
    generator: "python3-cffi",
    mode: "the limited API",
    inputs: { "make.py": cffi },
    commands: [["python3", "make.py"]],
  },
  {
    generator: "pybind11-dev",
    mode: "a class and a function",
    inputs: {
      "small.cpp": binding(
        "pybind11",
        `PYBIND11_MODULE(small, m) {
  lib::class_<Pet>(m, "Pet").def(lib::init<>()).def_readwrite("age", &Pet::age).def("older", &Pet::older);
  m.def("length", [](lib::list l, lib::buffer b, lib::str s) { return l.size() + b.request().size + std::string(s).size(); });
}`,
      ),
    },
    headers: "usr/include/pybind11",
  },
  ...ofNanobind,
];

/** What the generators write, into folders of `scratch`; what cannot be had is left out, with a word. */
export async function generate(
  scratch: string,
  packages: Packages,
  isWanted: (one: Generated) => boolean,
): Promise<Fetched[]> {
  const written: Fetched[] = [];
  for (const one of all.filter(isWanted)) {
    const folder = await mkdtemp(join(scratch, "generated-"));
    try {
      written.push(await generateIn(folder, one, packages));
    } catch (error) {
      const [reason] = String(error instanceof Error ? error.message : error)
        .trim()
        .split("\n");
      console.log(`${one.generator}, ${one.mode}: left out: ${reason}; it is Debian's package ${one.generator}`);
    }
  }
  return written;
}

async function generateIn(folder: string, generated: Generated, packages: Packages): Promise<Fetched> {
  const {
    generator,
    mode,
    inputs,
    source,
    commands = [],
    headers,
    libraries = [],
    defines = [],
    oldest = 0,
  } = generated;
  const unpacked = generated.version === undefined ? "/" : await packages.unpacked(generator, generated.version);
  const version = generated.version ?? (await installedVersion(generator));
  if (source !== undefined) {
    const { name, version } = source;
    await cp(await packages.source(name, version), folder, { recursive: true });
  }
  for (const [path, text] of Object.entries(inputs)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  if (headers !== undefined)
    await cp(join(unpacked, headers), join(folder, headers.split("/").at(-1) as string), { recursive: true });
  const env = { ...process.env, PYTHONPATH: join(unpacked, "usr/lib/python3/dist-packages") };
  for (const [command = "", ...args] of commands) await run(command, args, { cwd: folder, env });
  const files = await sourcesIn(folder, folder);
  const extension = { name: `${generator}, ${mode}`, version, defines, oldest };
  const includePath = (await Promise.all(libraries.map((library) => packages.library(library)))).flat();
  return { extension, folder, files, includePath: [folder, ...includePath], libraryHeaders: [] };
}

async function installedVersion(generator: string): Promise<string> {
  const { stdout } = await run("dpkg-query", ["-W", "-f", "$" + "{Version}", generator]);
  return stdout;
}
