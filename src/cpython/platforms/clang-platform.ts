/** Common parts of platforms compiled with clang, other than Apple's. */
import type { DataModel } from "../../c/data-model.ts";
import { attributes, builtins, type ClangIntegers, extensions, features, predefined } from "./clang.ts";
import { type ConfigureMacros, configure, each, retired } from "./configure.ts";
import { guarded } from "./lines.ts";
import type { PlatformDefinition, PlatformSupport } from "./platform.ts";

export interface ClangPlatform {
  name: PlatformDefinition["name"];
  support: PlatformSupport;
  dataModel: DataModel;
  integers: ClangIntegers;
  /** `#define` lines that add to or replace those of all targets; `#undef` removes one. */
  predefined: string;
  headers: Record<string, string>;
  triplet: string;
  /** Adds to and overrides the values of Linux with glibc, after removing what none of these platforms has. */
  config: ConfigureMacros;
}

/** The platform definition of a system without curses, libcrypt and the perf trampoline. */
export function clangPlatform(platform: ClangPlatform): PlatformDefinition {
  const { name, support, dataModel, integers, triplet } = platform;
  const own = { PY_SUPPORT_TIER: String(support.tier ?? 0), SOABI_PLATFORM: `"${triplet}"` };
  const config = { ...configure(integers.model), ...absent, ...platform.config, ...own };
  return {
    name,
    support,
    dataModel,
    predefined: predefined(integers, `${common}\n${platform.predefined}`),
    dialect: "clang",
    attributes: new Set(attributes),
    builtins: new Set(builtins),
    features: new Set(features),
    extensions: new Set([...features, ...extensions]),
    systemHeaders: [],
    internal: "",
    pyconfig: "configure",
    headers: guarded({ ...platform.headers, ...withoutCurses }),
    config: new Map(Object.entries(config)),
    configSince: new Map(),
    retired: new Set(retired()),
  };
}

/** Including them stops reading, as in a compiler. */
export const withoutCurses = {
  "curses.h": '#error "<curses.h>: no such header on this platform"',
  "ncurses.h": '#error "<ncurses.h>: no such header on this platform"',
};

const common = `
#define __clang_patchlevel__ 6
#define __USER_LABEL_PREFIX__
#define __OBJC_BOOL_IS_BOOL 0`;

const absent: ConfigureMacros = {
  ...each(
    `
  HAVE_BACKTRACE HAVE_CRYPT_H HAVE_CRYPT_R HAVE_CURSES_H HAVE_CURSES_IS_PAD HAVE_EXECINFO_H HAVE_GCC_ASM_FOR_X64
  HAVE_GCC_ASM_FOR_X87 HAVE_NCURSESW_CURSES_H HAVE_NCURSESW_NCURSES_H HAVE_NCURSES_H MVWDELCH_IS_EXPRESSION
  PY_HAVE_PERF_TRAMPOLINE WINDOW_HAS_FLAGS X87_DOUBLE_ROUNDING _Py_HAVE_PR_SET_VMA_ANON_NAME
  _Py_HACL_CAN_COMPILE_VEC128 _Py_HACL_CAN_COMPILE_VEC256`,
    null,
  ),
  HAVE_USABLE_WCHAR_T: null,
  VA_LIST_IS_ARRAY: null,
  _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: "1",
  _Py_HAVE_FLOAT16: null,
};
