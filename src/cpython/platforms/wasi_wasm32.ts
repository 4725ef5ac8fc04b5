import { dataModels } from "../../c/data-model.ts";
import { each } from "./configure.ts";
import { editedHeader, words } from "./lines.ts";
import { muslHeaders } from "./musl.ts";
import { wasm32 } from "./wasm.ts";

/** Options of POSIX that wasi-libc, unlike musl, lacks. */
const lacking = words(
  `ASYNCHRONOUS_IO MAPPED_FILES MEMLOCK MEMLOCK_RANGE MEMORY_PROTECTION MESSAGE_PASSING RAW_SOCKETS SEMAPHORES
  SHARED_MEMORY_OBJECTS SPAWN`,
);

/** What its `<sys/types.h>` requests of `<bits/alltypes.h>`, as far as CPython asks whether it does. */
const needed = words(
  `pthread_t pthread_attr_t pthread_mutexattr_t pthread_condattr_t pthread_mutex_t pthread_cond_t pthread_key_t`,
);

/** `wasm32-wasip1`, without threads and dynamic linking. There are no wheels for it. */
export const wasiWasm32 = () =>
  wasm32({
    name: "wasi_wasm32",
    support: {
      tier: 2,
      since: 11,
      sources: "clang 14 for wasm32-wasi, wasi-libc of 2022-05 (Debian 12)",
    },
    dataModel: dataModels["wasm32-wasi"],
    triplet: "wasm32-wasi",
    predefined: `
#define __wasi__ 1
#define _WASI_EMULATED_GETPID 1
#define _WASI_EMULATED_PROCESS_CLOCKS 1
#define _WASI_EMULATED_SIGNAL 1`,
    headers: {
      // CPython requests types from it with `__NEED_…`.
      "bits/alltypes.h": `
#include <bits/types.h>
#include <bits/pthreadtypes.h>`,
      "bits/types.h": `
#include <stddef.h>
typedef unsigned char __u_char;
typedef unsigned short __u_short;
typedef unsigned int __u_int;
typedef unsigned long __u_long;
typedef long long __suseconds_t;
typedef long ssize_t;
typedef long long off_t;
typedef unsigned long long ino_t;
typedef long long blkcnt_t;
typedef unsigned long long fsblkcnt_t;
typedef unsigned long long fsfilcnt_t;
typedef unsigned long long dev_t;
typedef unsigned long long nlink_t;
typedef long blksize_t;
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef unsigned int id_t;
typedef unsigned int mode_t;
typedef unsigned int useconds_t;
typedef __suseconds_t suseconds_t;
typedef int key_t;
typedef char *caddr_t;`,
      "bits/types/clock_t.h": "typedef long long clock_t;",
      "bits/types/clockid_t.h": "typedef const struct __clockid *clockid_t;",
      "bits/types/sigset_t.h": "typedef unsigned char sigset_t;",
      "bits/types/struct_tm.h": (muslHeaders["bits/types/struct_tm.h"] as string).replace(
        "\n};",
        "\n  int __tm_nsec;\n};",
      ),
      // Neither threads nor semaphores.
      "limits.h": editedHeader(muslHeaders, "limits.h", [[/#define (?:PTHREAD|SEM)_\w+ .*\n/g, ""]]),
      "setjmp.h": '#error "Setjmp/longjmp support requires Exception handling support"',
      "signal.h": `
#include <bits/types.h>
#include <bits/types/sig_atomic_t.h>
typedef void (*sighandler_t)(int);
#define SIG_ERR ((void (*)(int)) -1)
#define SIG_DFL ((void (*)(int)) 0)
#define SIG_IGN ((void (*)(int)) 1)
#define SIGINT 2
#define SIGABRT 6
#define SIGTERM 15
#define _NSIG 65
#define NSIG _NSIG`,
      // `__NEED_…` macros for which CPython asks.
      "sys/types.h": needed.map((type) => `#define __NEED_${type}\n`).join("") + muslHeaders["sys/types.h"],
      "sys/select.h": `
#include <bits/types.h>
#include <bits/types/struct_timeval.h>
#include <bits/types/struct_timespec.h>
#include <bits/types/sigset_t.h>
#define FD_SETSIZE 1024
typedef struct { size_t __nfds; int __fds[FD_SETSIZE]; } fd_set;`,
      // WASI has no processes, memory mapping, message queues, semaphores, shared memory and asynchronous I/O.
      "unistd.h": editedHeader(
        muslHeaders,
        "unistd.h",
        lacking.map((option) => [`#define _POSIX_${option} 200809L\n`, ""] as const),
      ),
    },
    config: {
      ...each(
        `
  HAVE_DLOPEN HAVE_DYNAMIC_LOADING HAVE_PTHREAD_H HAVE_PTHREAD_CONDATTR_SETCLOCK HAVE_PTHREAD_KILL
  HAVE_PTHREAD_SIGMASK HAVE_SEM_CLOCKWAIT HAVE_SEM_GETVALUE HAVE_SEM_OPEN HAVE_SEM_TIMEDWAIT HAVE_SEM_UNLINK
  HAVE_SIGACTION HAVE_SIGALTSTACK Py_REMOTE_DEBUG`,
        null,
      ),
      ...each("HAVE_PTHREAD_STUBS _WASI_EMULATED_GETPID _WASI_EMULATED_PROCESS_CLOCKS _WASI_EMULATED_SIGNAL", "1"),
      ALIGNOF_MAX_ALIGN_T: "16",
      HAVE_DECL_RTLD_NOW: "0",
    },
  });
