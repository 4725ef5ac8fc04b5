import type { SystemHeaderFacts } from "../system-headers.ts";

/** From libstdc++ 12 of Debian, on glibc. Made by scripts/system-headers.ts. */
export const libstdcxx: SystemHeaderFacts = {
  names: {},
  tags: {},
  namesElsewhere: {},
  tagsElsewhere: {},
  includes: {
    algorithm: `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    any: `features.h`,
    array: `features.h`,
    atomic: `features.h stdint.h`,
    bit: `features.h`,
    bitset: `alloca.h ctype.h endian.h errno.h features.h locale.h stdint.h stdio.h stdlib.h sys/select.h
      sys/types.h wchar.h`,
    cassert: `assert.h features.h`,
    ccomplex: `alloca.h ctype.h endian.h errno.h features.h locale.h math.h pthread.h sched.h stddef.h stdint.h
      stdio.h stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    cctype: `ctype.h features.h`,
    cerrno: `errno.h features.h`,
    cfenv: `features.h`,
    cfloat: `features.h float.h`,
    charconv: `errno.h features.h`,
    chrono: `features.h stdint.h time.h`,
    cinttypes: `features.h inttypes.h stdint.h`,
    ciso646: `features.h`,
    climits: `features.h limits.h linux/limits.h`,
    clocale: `features.h locale.h`,
    cmath: `alloca.h endian.h features.h math.h stdlib.h sys/select.h sys/types.h`,
    codecvt: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stdint.h stdio.h stdlib.h
      sys/select.h sys/types.h time.h wchar.h`,
    complex: `alloca.h ctype.h endian.h errno.h features.h locale.h math.h pthread.h sched.h stddef.h stdint.h
      stdio.h stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    "complex.h": `alloca.h ctype.h endian.h errno.h features.h locale.h math.h pthread.h sched.h stddef.h stdint.h
      stdio.h stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    condition_variable: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h`,
    csetjmp: `features.h setjmp.h`,
    csignal: `features.h signal.h unistd.h`,
    cstdalign: `features.h stdalign.h`,
    cstdarg: `features.h stdarg.h`,
    cstdbool: `features.h stdbool.h`,
    cstddef: `features.h stddef.h`,
    cstdint: `features.h stdint.h`,
    cstdio: `features.h stdio.h`,
    cstdlib: `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    cstring: `features.h string.h strings.h`,
    ctgmath: `alloca.h ctype.h endian.h errno.h features.h locale.h math.h pthread.h sched.h stddef.h stdint.h
      stdio.h stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    ctime: `features.h time.h`,
    cuchar: `features.h wchar.h`,
    cwchar: `features.h wchar.h`,
    cwctype: `features.h wctype.h`,
    deque: `features.h`,
    exception: `features.h stddef.h`,
    execution: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h`,
    "fenv.h": `features.h`,
    filesystem: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    forward_list: `features.h`,
    fstream: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    functional: `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    future: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h`,
    initializer_list: `features.h`,
    iomanip: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    ios: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    iosfwd: `features.h wchar.h`,
    iostream: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    istream: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    iterator: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h`,
    limits: `features.h`,
    list: `features.h`,
    locale: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    map: `features.h`,
    "math.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    memory: `features.h pthread.h sched.h stddef.h stdint.h time.h wchar.h`,
    memory_resource: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h`,
    mutex: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h`,
    "new": `features.h`,
    numeric: `features.h`,
    optional: `features.h stddef.h`,
    ostream: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    queue: `features.h`,
    random: `alloca.h ctype.h endian.h errno.h features.h locale.h math.h stdint.h stdio.h stdlib.h sys/select.h
      sys/types.h wchar.h`,
    ratio: `features.h stdint.h`,
    regex: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    scoped_allocator: `features.h`,
    set: `features.h`,
    shared_mutex: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h`,
    sstream: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    stack: `features.h`,
    stacktrace: `features.h`,
    stdexcept: `alloca.h ctype.h endian.h errno.h features.h locale.h stddef.h stdint.h stdio.h stdlib.h sys/select.h
      sys/types.h wchar.h`,
    "stdlib.h": `alloca.h endian.h features.h sys/select.h sys/types.h`,
    streambuf: `alloca.h ctype.h endian.h errno.h features.h locale.h pthread.h sched.h stddef.h stdint.h stdio.h
      stdlib.h sys/select.h sys/types.h time.h wchar.h`,
    string: `alloca.h ctype.h endian.h errno.h features.h locale.h stdint.h stdio.h stdlib.h sys/select.h
      sys/types.h wchar.h`,
    string_view: `features.h stdint.h wchar.h`,
    system_error: `alloca.h ctype.h endian.h errno.h features.h locale.h stddef.h stdint.h stdio.h stdlib.h sys/select.h
      sys/types.h wchar.h`,
    "tgmath.h": `alloca.h ctype.h endian.h errno.h features.h locale.h math.h pthread.h sched.h stddef.h stdint.h
      stdio.h stdlib.h sys/select.h sys/types.h time.h wchar.h wctype.h`,
    thread: `errno.h features.h pthread.h sched.h stdint.h time.h wchar.h`,
    tuple: `features.h`,
    type_traits: `features.h`,
    typeindex: `features.h`,
    typeinfo: `features.h`,
    unordered_map: `features.h`,
    unordered_set: `features.h`,
    utility: `features.h`,
    valarray: `alloca.h endian.h features.h math.h stdlib.h sys/select.h sys/types.h`,
    variant: `features.h`,
    vector: `features.h`,
    version: `features.h`,
  },
  others: `barrier compare concepts expected latch numbers ranges semaphore source_location span spanstream
      stdatomic.h stop_token syncstream`,
};
