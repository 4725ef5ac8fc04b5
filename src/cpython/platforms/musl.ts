/**
 * The headers of musl 1.2.3 where they differ from glibc's: independently written types, sizes and macros that
 * CPython's headers rely on, the same for every architecture. `test/conformance/platform.test.ts` compares with the
 * real ones.
 */
import { gccHeaders } from "./gcc.ts";
import { glibcHeaders } from "./glibc.ts";
import { defines, editedHeader, type LineEdit } from "./lines.ts";

/** Differences of gcc's predefined macros between musl and glibc, and musl's `stdc-predef.h`. */
export const muslPredefined = `
#undef __gnu_linux__
#define _STDC_PREDEF_H
#undef __STDC_IEC_559_COMPLEX__
#undef __STDC_IEC_60559_BFP__
#undef __STDC_IEC_60559_COMPLEX__
#define __STDC_ISO_10646__ 201206L
${["16", "32"]
  .map(
    (width) => `#define __INT_FAST${width}_TYPE__ int
#define __UINT_FAST${width}_TYPE__ unsigned int
#define __INT_FAST${width}_MAX__ 0x7fffffff
#define __UINT_FAST${width}_MAX__ 0xffffffffU
#define __INT_FAST${width}_WIDTH__ 32`,
  )
  .join("\n")}`;

const headers: Record<string, string> = { ...gccHeaders, ...glibcHeaders };

/** A header of glibc or gcc with some replacements. */
const edited = (name: string, edits: readonly LineEdit[]) => editedHeader(headers, name, edits);

const without = (name: string, ...macros: string[]) =>
  edited(
    name,
    macros.map((macro) => [new RegExp(`^#define ${macro} .*\n`, "m"), ""]),
  );

const types: Record<string, string> = {
  "features.h": "",

  "bits/types.h": edited("bits/types.h", [
    ["typedef unsigned int socklen_t;\n", ""],
    [
      "typedef long __suseconds_t;",
      "#if defined(__LP64__)\ntypedef long __suseconds_t;\n#else\ntypedef long long __suseconds_t;\n#endif",
    ],
  ]),
  "bits/types/siginfo_t.h": edited("bits/types/siginfo_t.h", [["typedef union sigval sigval_t;\n", ""]]),
  "bits/types/time_t.h": `
#if defined(__LP64__)
typedef long time_t;
#else
typedef long long time_t;
#endif`,
  "bits/types/struct_timespec.h": `
#include <bits/types/time_t.h>
#if defined(__LP64__)
struct timespec { time_t tv_sec; long tv_nsec; };
#else
struct timespec { time_t tv_sec; long tv_nsec; int : 32; };
#endif`,
  "bits/types/__mbstate_t.h": `
typedef struct { unsigned int __opaque1, __opaque2; } __mbstate_t;`,
  "bits/pthreadtypes.h": `
typedef struct __pthread *pthread_t;
typedef unsigned int pthread_key_t;
typedef int pthread_once_t;
typedef int pthread_spinlock_t;
#if defined(__LP64__)
typedef struct { union { int __i[14]; unsigned long __s[7]; } __u; } pthread_attr_t;
typedef struct { union { int __i[10]; void *__p[5]; } __u; } pthread_mutex_t;
typedef struct { union { int __i[12]; void *__p[6]; } __u; } pthread_cond_t;
typedef struct { union { int __i[14]; void *__p[7]; } __u; } pthread_rwlock_t;
typedef struct { union { int __i[8]; void *__p[4]; } __u; } pthread_barrier_t;
#else
typedef struct { union { int __i[9]; unsigned int __s[9]; } __u; } pthread_attr_t;
typedef struct { union { int __i[6]; void *__p[6]; } __u; } pthread_mutex_t;
typedef struct { union { int __i[12]; void *__p[12]; } __u; } pthread_cond_t;
typedef struct { union { int __i[8]; void *__p[8]; } __u; } pthread_rwlock_t;
typedef struct { union { int __i[5]; void *__p[5]; } __u; } pthread_barrier_t;
#endif
typedef struct { unsigned int __attr; } pthread_mutexattr_t;
typedef struct { unsigned int __attr; } pthread_condattr_t;
typedef struct { unsigned int __attr; } pthread_barrierattr_t;
typedef struct { unsigned int __attr[2]; } pthread_rwlockattr_t;`,
};

const signalStack = `
#if defined(__aarch64__)
${defines({ MINSIGSTKSZ: 6144, SIGSTKSZ: 12288 })}
#elif defined(__powerpc64__) || defined(__s390x__)
${defines({ MINSIGSTKSZ: 4096, SIGSTKSZ: 10240 })}
#else
${defines({ MINSIGSTKSZ: 2048, SIGSTKSZ: 8192 })}
#endif`;

const libc: Record<string, string> = {
  "stddef.h": `
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __SIZE_TYPE__ size_t;
typedef __WCHAR_TYPE__ wchar_t;
typedef struct {
  long long __ll __attribute__((__aligned__(8)));
  long double __ld;
} max_align_t;
#ifdef __cplusplus
#define NULL 0
#else
#define NULL ((void *)0)
#endif
#define offsetof(type, member) __builtin_offsetof(type, member)`,

  "dlfcn.h": without("dlfcn.h", "RTLD_DEEPBIND", "RTLD_BINDING_MASK"),

  "float.h": edited("float.h", [["FLT_ROUNDS 1", "FLT_ROUNDS (__flt_rounds())"]]),

  "limits.h": edited("limits.h", [
    [/#define LONG_LONG_MIN .*\n#define LONG_LONG_MAX .*\n#define ULONG_LONG_MAX .*\n/, ""],
    ["PTHREAD_STACK_MIN __sysconf (75)", "PTHREAD_STACK_MIN 2048"],
    ["MB_LEN_MAX 16", "MB_LEN_MAX 4"],
    ["NGROUPS_MAX 65536", "NGROUPS_MAX 32"],
    ["LINE_MAX 2048", "LINE_MAX 4096"],
    ["HOST_NAME_MAX 64", "HOST_NAME_MAX 255"],
    ["PTHREAD_KEYS_MAX 1024", "PTHREAD_KEYS_MAX 128"],
    ["NL_ARGMAX 4096", "NL_ARGMAX 9"],
  ]),

  "semaphore.h": `
#include <features.h>
#include <sys/types.h>
#include <bits/types/struct_timespec.h>
typedef struct { volatile int __val[4 * sizeof(long) / sizeof(int)]; } sem_t;
#define SEM_FAILED ((sem_t *) 0)`,

  "signal.h": edited("signal.h", [
    [/#ifdef __s390x__\n[^#]*#else\n([^#]*)#endif\n/, "$1"],
    ["#define SIGCLD SIGCHLD\n", ""],
    ["#define SIGSTKSZ sysconf (250)\n#define MINSIGSTKSZ SIGSTKSZ", signalStack],
  ]),

  "stdio.h": edited("stdio.h", [
    ["BUFSIZ 8192", "BUFSIZ 1024"],
    ["FOPEN_MAX 16", "FOPEN_MAX 1000"],
    ["TMP_MAX 238328", "TMP_MAX 10000"],
    [
      /typedef struct \{[^}]*\} fpos_t;/,
      "typedef union { char __opaque[16]; long long __lldata; double __align; } fpos_t;",
    ],
  ]),
  "wctype.h": glibcHeaders["wctype.h"] as string,

  "sched.h": edited("sched.h", [
    ["CPU_SETSIZE 1024", "CPU_SETSIZE 128"],
    [
      "struct sched_param { int sched_priority; };",
      "struct sched_param { int sched_priority; int __reserved1; long __reserved2[4]; int __reserved3; };",
    ],
  ]),

  "sys/prctl.h": `
#include <features.h>
${defines({ PR_SET_NAME: 15, PR_GET_NAME: 16 })}
extern int prctl(int, ...);`,

  "unistd.h": edited("unistd.h", [
    ...["PRIORITY_SCHEDULING", "SYNCHRONIZED_IO", "THREAD_PRIO_INHERIT", "THREAD_PRIO_PROTECT"].map(
      (option) => [`#define _POSIX_${option} 200809L\n`, ""] as const,
    ),
    ...["CPUTIME", "THREAD_CPUTIME", "MONOTONIC_CLOCK"].map(
      (option) => [`#define _POSIX_${option} 0`, `#define _POSIX_${option} 200809L`] as const,
    ),
  ]),
};

/** Headers that musl lacks. */
const absent = new Set(["execinfo.h"]);

/** By the name in an `#include`; include guards are added by {@link guarded}. */
export const muslHeaders: Record<string, string> = Object.fromEntries(
  Object.entries({ ...headers, ...types, ...libc }).filter(([name]) => !absent.has(name)),
);
