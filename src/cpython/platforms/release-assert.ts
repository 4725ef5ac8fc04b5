/**
 * `assert` of a release build, with `NDEBUG`. C libraries write the same expression in several ways; with one of them the
 * functions that use it are the same text on all platforms, and are read once.
 */
export const releaseAssert = "#define assert(expr) ((void) (0))";
