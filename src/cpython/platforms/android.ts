/**
 * Android on 64-bit processors as in CPython's own builds (PEP 738), API level 24 and later. Bionic's types as in its
 * headers of 2025, written independently, on top of musl's text where both agree; sizes were checked with `clang
 * -target aarch64-linux-android24` and Bionic's headers.
 */
import { clangHeaders } from "./clang.ts";
import { binary128, type ClangPlatform, clangPlatform } from "./clang-platform.ts";
import { type Config, each } from "./configure.ts";
import { type Edit, editedHeader, floating } from "./lines.ts";
import { muslHeaders } from "./musl.ts";
import type { PlatformDefinition } from "./platform.ts";

interface Android extends Pick<ClangPlatform, "name" | "dataModel" | "predefined" | "triplet" | "config"> {
  /** Headers specific to the processor. */
  headers?: Record<string, string>;
  unsignedWchar: boolean;
  psabi: string;
}

export function android({
  psabi,
  unsignedWchar,
  predefined: own,
  headers: ownHeaders = {},
  config: ownConfig,
  ...platform
}: Android): PlatformDefinition {
  const sources = `${psabi}; clang 14, Bionic's headers of 2025`;
  return clangPlatform({
    ...platform,
    support: { tier: 3, since: 13, sources },
    integers: { model: "LP64", word: "long", int64: "long", int128: true, unsignedWchar, unsignedWint: true },
    predefined: `${predefined}\n${own}`,
    headers: { ...headers, ...ownHeaders },
    config: { ...config, ...ownConfig },
  });
}

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
#define __SIZEOF_LONG_DOUBLE__ 16
${floating("LDBL", binary128)}`;

const { "stdatomic.h": atomics, "stdarg.h": variadic } = clangHeaders as Record<"stdatomic.h" | "stdarg.h", string>;

const edited = (name: string, edits: readonly Edit[]) => editedHeader(muslHeaders, name, edits);

const headers: Record<string, string> = {
  ...muslHeaders,
  "stdatomic.h": atomics,
  "stdarg.h": variadic,
  "features.h": "#define __BIONIC__ 1",
  "bits/types/sigset_t.h": "typedef unsigned long sigset_t;\ntypedef sigset_t __sigset_t;",
  "bits/types/__mbstate_t.h": "typedef struct { unsigned char __seq[4], __reserved[4]; } __mbstate_t;",
  "bits/pthreadtypes.h": `
typedef long pthread_t;
typedef int pthread_key_t;
typedef int pthread_once_t;
typedef struct {
  unsigned int flags;
  void *stack_base;
  unsigned long stack_size, guard_size;
  int sched_policy, sched_priority;
  char __reserved[16];
} pthread_attr_t;
typedef struct { int __private[10]; } pthread_mutex_t;
typedef struct { int __private[12]; } pthread_cond_t;
typedef struct { int __private[14]; } pthread_rwlock_t;
typedef struct { long __private[4]; } pthread_barrier_t;
typedef struct { long __private; } pthread_spinlock_t;
typedef long pthread_mutexattr_t;
typedef long pthread_condattr_t;
typedef long pthread_rwlockattr_t;
typedef int pthread_barrierattr_t;`,
  "semaphore.h": `
#include <features.h>
#include <sys/types.h>
#include <bits/types/struct_timespec.h>
typedef struct { unsigned int count; int __reserved[3]; } sem_t;
#define SEM_FAILED ((sem_t *) 0)`,
  "setjmp.h": `
#include <features.h>
#include <bits/types/sigset_t.h>
#if defined(__aarch64__)
typedef long jmp_buf[32];
typedef long sigjmp_buf[32 + 1];
#else
typedef long jmp_buf[11];
typedef long sigjmp_buf[11 + 1];
#endif`,
  "signal.h": edited("signal.h", [
    [
      /struct sigaction \{.*?\n\};\n/s,
      `struct sigaction {
  int sa_flags;
  union { __sighandler_t sa_handler; void (*sa_sigaction)(int, siginfo_t *, void *); };
  sigset_t sa_mask;
  void (*sa_restorer)(void);
};
`,
    ],
    [/#define sa_handler .*\n#define sa_sigaction .*\n/, ""],
  ]),
  "bits/types/siginfo_t.h": edited("bits/types/siginfo_t.h", [["typedef struct {", "typedef struct siginfo {"]]),
};

/** Where configure's results differ from Linux with glibc, as also stated by Android's build system. */
const config: Config = {
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
