/**
 * Android as in CPython's own builds (PEP 738), API level 24 and later. Bionic's types as in its headers of 2025, written
 * independently, on top of musl's text where both agree; sizes were checked with clang, `-target
 * aarch64-linux-android24` and the like, and Bionic's headers.
 */

import { binary128 } from "./binary128.ts";
import { type ClangIntegers, clangHeaders } from "./clang.ts";
import { type ClangPlatform, clangPlatform } from "./clang-platform.ts";
import { type ConfigureMacros, each } from "./configure.ts";
import { editedHeader, floating, type LineEdit } from "./lines.ts";
import { muslHeaders } from "./musl.ts";
import type { PlatformDefinition } from "./platform.ts";

interface Android extends Pick<ClangPlatform, "name" | "dataModel" | "predefined" | "triplet" | "config"> {
  /** Headers specific to the processor. */
  headers?: Record<string, string>;
  /** 64 bits unless given. */
  model?: ClangIntegers["model"];
  /** The properties of `long double`; IEEE 754's binary128 unless given. */
  longDouble?: Record<string, string>;
  unsignedWchar: boolean;
  psabi: string;
}

export function android({
  psabi,
  model = "LP64",
  longDouble = binary128,
  unsignedWchar,
  predefined: own,
  headers: ownHeaders = {},
  config: ownConfig,
  ...platform
}: Android): PlatformDefinition {
  const sources = `${psabi}; clang 14, Bionic's headers of 2025`;
  return clangPlatform({
    ...platform,
    // PEP 11 names the 64-bit ones alone.
    support: { tier: model === "LP64" ? 3 : null, since: 13, sources },
    integers: { ...integers[model], unsignedWchar, unsignedWint: true },
    predefined: `${predefined}\n${floating("LDBL", longDouble)}\n${own}`,
    headers: { ...headers, ...ownHeaders },
    config: { ...config, ...(model === "LP64" ? {} : config32), ...ownConfig },
  });
}

const integers = {
  LP64: { model: "LP64", word: "long", int64: "long", int128: true },
  ILP32: { model: "ILP32", word: "int", int64: "long long", int128: false },
} as const;

const predefined = `
#define __ANDROID__ 1
#define __ANDROID_API__ __ANDROID_MIN_SDK_VERSION__
#define __ANDROID_MIN_SDK_VERSION__ 24
#define __ELF__ 1
#define __linux 1
#define __linux__ 1
#define linux 1
#define __unix 1
#define __unix__ 1
#define unix 1
#define __BIGGEST_ALIGNMENT__ 16
#define __SIZEOF_LONG_DOUBLE__ 16`;

const { "stdatomic.h": atomics, "stdarg.h": variadic } = clangHeaders as Record<"stdatomic.h" | "stdarg.h", string>;

const edited = (name: string, edits: readonly LineEdit[]) => editedHeader(muslHeaders, name, edits);

const headers: Record<string, string> = {
  ...muslHeaders,
  "stdatomic.h": atomics,
  "stdarg.h": variadic,
  "features.h": "#define __BIONIC__ 1",
  "bits/types/time_t.h": "typedef long time_t;",
  "bits/types/struct_timespec.h": `
#include <bits/types/time_t.h>
struct timespec { time_t tv_sec; long tv_nsec; };`,
  "bits/types.h": `
#include <features.h>
#include <stddef.h>
typedef unsigned char __u_char;
typedef unsigned short __u_short;
typedef unsigned int __u_int;
typedef unsigned long __u_long;
typedef long __clock_t;
typedef long __suseconds_t;
#if defined(__LP64__)
typedef long ssize_t;
typedef long off_t;
typedef long off64_t;
typedef unsigned long dev_t;
typedef unsigned int mode_t;
#else
typedef int ssize_t;
#if defined(_FILE_OFFSET_BITS) && _FILE_OFFSET_BITS == 64
typedef long long off_t;
#else
typedef long off_t;
#endif
typedef long long off64_t;
typedef unsigned int dev_t;
typedef unsigned short mode_t;
#endif
typedef unsigned long ino_t;
typedef unsigned long blkcnt_t;
typedef unsigned long blksize_t;
typedef unsigned long fsblkcnt_t;
typedef unsigned long fsfilcnt_t;
typedef unsigned int nlink_t;
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef unsigned int id_t;
typedef unsigned int useconds_t;
typedef __suseconds_t suseconds_t;
typedef int key_t;
typedef char *caddr_t;`,
  "stdint.h": edited("stdint.h", [
    [/__(U?)INT_FAST(?:16|32)_TYPE__ /g, "__$1INTPTR_TYPE__ "],
    [/__(U?)INT_FAST(?:16|32)_MAX__/g, "__$1INTPTR_MAX__"],
  ]),
  "stdio.h": edited("stdio.h", [[/typedef union \{[^}]*\} fpos_t;/, "typedef off_t fpos_t;"]]),
  "bits/types/sigset_t.h": "typedef unsigned long sigset_t;\ntypedef sigset_t __sigset_t;",
  "bits/types/__mbstate_t.h": `
#if defined(__LP64__)
typedef struct { unsigned char __seq[4], __reserved[4]; } __mbstate_t;
#else
typedef struct { unsigned char __seq[4]; } __mbstate_t;
#endif`,
  "bits/pthreadtypes.h": `
typedef long pthread_t;
typedef int pthread_key_t;
typedef int pthread_once_t;
typedef struct {
  unsigned int flags;
  void *stack_base;
  __SIZE_TYPE__ stack_size, guard_size;
  int sched_policy, sched_priority;
#if defined(__LP64__)
  char __reserved[16];
#endif
} pthread_attr_t;
#if defined(__LP64__)
typedef struct { int __private[10]; } pthread_mutex_t;
typedef struct { int __private[12]; } pthread_cond_t;
typedef struct { int __private[14]; } pthread_rwlock_t;
typedef struct { long __private[4]; } pthread_barrier_t;
typedef struct { long __private; } pthread_spinlock_t;
#else
typedef struct { int __private[1]; } pthread_mutex_t;
typedef struct { int __private[1]; } pthread_cond_t;
typedef struct { int __private[10]; } pthread_rwlock_t;
typedef struct { int __private[8]; } pthread_barrier_t;
typedef struct { int __private[2]; } pthread_spinlock_t;
#endif
typedef long pthread_mutexattr_t;
typedef long pthread_condattr_t;
typedef long pthread_rwlockattr_t;
typedef int pthread_barrierattr_t;`,
  "semaphore.h": `
#include <features.h>
#include <sys/types.h>
#include <bits/types/struct_timespec.h>
#if defined(__LP64__)
typedef struct { unsigned int count; int __reserved[3]; } sem_t;
#else
typedef struct { unsigned int count; } sem_t;
#endif
#define SEM_FAILED ((sem_t *) 0)`,
  "setjmp.h": `
#include <features.h>
#include <bits/types/sigset_t.h>
#if defined(__aarch64__)
#define __JBLEN 32
#elif defined(__arm__)
#define __JBLEN 64
#elif defined(__i386__)
#define __JBLEN 10
#else
#define __JBLEN 11
#endif
typedef long jmp_buf[__JBLEN];
typedef long sigjmp_buf[__JBLEN + 1];
#undef __JBLEN`,
  "signal.h": edited("signal.h", [
    [
      /struct sigaction \{.*?\n\};\n/s,
      `#if defined(__LP64__)
struct sigaction {
  int sa_flags;
  union { __sighandler_t sa_handler; void (*sa_sigaction)(int, siginfo_t *, void *); };
  sigset_t sa_mask;
  void (*sa_restorer)(void);
};
#else
struct sigaction {
  union { __sighandler_t sa_handler; void (*sa_sigaction)(int, siginfo_t *, void *); };
  sigset_t sa_mask;
  int sa_flags;
  void (*sa_restorer)(void);
};
#endif
`,
    ],
    [/#define sa_handler .*\n#define sa_sigaction .*\n/, ""],
  ]),
  "bits/types/siginfo_t.h": edited("bits/types/siginfo_t.h", [["typedef struct {", "typedef struct siginfo {"]]),
};

/** Where configure's results differ from Linux with glibc, as also stated by Android's build system. */
const config: ConfigureMacros = {
  ...each(
    `
  HAVE_BIND_TEXTDOMAIN_CODESET HAVE_CLOSE_RANGE HAVE_COPY_FILE_RANGE HAVE_DECL_UT_NAMESIZE HAVE_DLADDR1 HAVE_EXPLICIT_BZERO
  HAVE_FEXECVE HAVE_FUTIMESAT HAVE_GETENTROPY HAVE_GETHOSTBYNAME_R HAVE_GETHOSTBYNAME_R_6_ARG HAVE_GETLOADAVG
  HAVE_GETRANDOM HAVE_GETSPENT HAVE_GETSPNAM HAVE_IF_NAMEINDEX HAVE_LIBINTL_H HAVE_LUTIMES HAVE_MEMFD_CREATE
  HAVE_POSIX_SPAWN HAVE_POSIX_SPAWNP HAVE_PREADV HAVE_PREADV2 HAVE_PTHREAD_GETNAME_NP HAVE_PWRITEV HAVE_PWRITEV2
  HAVE_SEM_CLOCKWAIT HAVE_SEM_OPEN HAVE_SEM_UNLINK HAVE_SHADOW_H HAVE_SHM_OPEN HAVE_SHM_UNLINK HAVE_STATX
  HAVE_RPC_RPC_H HAVE_CLOSEFROM`,
    null,
  ),
  ...each("HAVE_DECL_PR_SET_VMA_ANON_NAME HAVE_DECL_RTLD_DEEPBIND", "0"),
  ALIGNOF_MAX_ALIGN_T: "16",
  ANDROID_API_LEVEL: "24",
  SIZEOF_LONG_DOUBLE: "16",
};

/** Where 32-bit builds differ from that. */
const config32: ConfigureMacros = { SIZEOF_LONG_DOUBLE: "8" };
