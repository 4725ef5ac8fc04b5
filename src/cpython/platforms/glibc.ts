/**
 * The headers of glibc: independently written types, sizes and macros that
 * CPython's headers rely on, the same for every architecture. Which header declares a name and includes which others
 * follows glibc 2.36; `test/conformance/platform.test.ts` compares with the real ones. Functions are declared only
 * where another declaration or a test needs them, since bodies are not type-checked.
 */

import { defines, numbered, testableEnum } from "./lines.ts";
import { releaseAssert } from "./release-assert.ts";

/** Types shared by many headers, in one file each as in glibc. */
const types: Record<string, string> = {
  "features.h": `
#define __GNU_LIBRARY__ 6
#define __GLIBC__ 2
#define __GLIBC_MINOR__ 36
#define __GLIBC_PREREQ(maj, min) ((__GLIBC__ << 16) + __GLIBC_MINOR__ >= ((maj) << 16) + (min))
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1
#endif`,

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
typedef unsigned long ino_t;
typedef long blkcnt_t;
typedef unsigned long fsblkcnt_t;
typedef unsigned long fsfilcnt_t;
typedef unsigned long dev_t;
#else
typedef int ssize_t;
#if defined(_FILE_OFFSET_BITS) && _FILE_OFFSET_BITS == 64
typedef long long off_t;
typedef unsigned long long ino_t;
typedef long long blkcnt_t;
typedef unsigned long long fsblkcnt_t;
typedef unsigned long long fsfilcnt_t;
#else
typedef long off_t;
typedef unsigned long ino_t;
typedef long blkcnt_t;
typedef unsigned long fsblkcnt_t;
typedef unsigned long fsfilcnt_t;
#endif
typedef unsigned long long dev_t;
#endif
#if defined(__x86_64__) || defined(__powerpc64__) || defined(__s390x__)
typedef unsigned long nlink_t;
#else
typedef unsigned int nlink_t;
#endif
#if defined(__aarch64__) || defined(__riscv) || defined(__loongarch__)
typedef int blksize_t;
#else
typedef long blksize_t;
#endif
#if defined(__LP64__)
typedef long off64_t;
#else
typedef long long off64_t;
#endif
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef unsigned int id_t;
typedef unsigned int mode_t;
typedef unsigned int socklen_t;
typedef unsigned int useconds_t;
typedef __suseconds_t suseconds_t;
typedef int key_t;
typedef char *caddr_t;`,

  "bits/types/time_t.h": `
#if !defined(__LP64__) && defined(_TIME_BITS) && _TIME_BITS == 64
#define __USE_TIME_BITS64 1
typedef long long time_t;
#else
typedef long time_t;
#endif`,
  "bits/types/clock_t.h": `typedef long clock_t;`,
  "bits/types/clockid_t.h": `typedef int clockid_t;`,
  "bits/types/timer_t.h": `typedef void *timer_t;`,
  "bits/types/struct_timespec.h": `
#include <bits/types/time_t.h>
#if defined(__USE_TIME_BITS64)
struct timespec { time_t tv_sec; long tv_nsec; int : 32; };
#else
struct timespec { time_t tv_sec; long tv_nsec; };
#endif`,
  "bits/types/struct_timeval.h": `
#include <bits/types.h>
#include <bits/types/time_t.h>
#if defined(__USE_TIME_BITS64)
struct timeval { time_t tv_sec; long long tv_usec; };
#else
struct timeval { time_t tv_sec; suseconds_t tv_usec; };
#endif`,
  "bits/types/struct_tm.h": `
struct tm {
  int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
  long tm_gmtoff;
  const char *tm_zone;
};`,
  "bits/types/sigset_t.h": `
typedef struct { unsigned long __val[1024 / (8 * sizeof(unsigned long))]; } __sigset_t;
typedef __sigset_t sigset_t;`,
  "bits/types/sig_atomic_t.h": `typedef int sig_atomic_t;`,
  "bits/types/stack_t.h": `
#include <stddef.h>
typedef struct { void *ss_sp; int ss_flags; size_t ss_size; } stack_t;`,
  "bits/types/siginfo_t.h": `
#include <bits/types.h>
union sigval { int sival_int; void *sival_ptr; };
typedef union sigval sigval_t;
typedef struct {
  int si_signo;
  int si_errno;
  int si_code;
#ifdef __LP64__
  int __pad0;
  union { int _pad[128 / sizeof(int) - 4]; long si_band; void *si_addr; union sigval si_value; } _sifields;
#else
  union { int _pad[128 / sizeof(int) - 3]; long si_band; void *si_addr; union sigval si_value; } _sifields;
#endif
} siginfo_t;`,
  "bits/types/wint_t.h": `typedef __WINT_TYPE__ wint_t;`,
  "bits/types/__mbstate_t.h": `
typedef struct { int __count; union { __WINT_TYPE__ __wch; char __wchb[4]; } __value; } __mbstate_t;`,
  "bits/types/mbstate_t.h": `
#include <bits/types/__mbstate_t.h>
typedef __mbstate_t mbstate_t;`,
  "bits/types/FILE.h": `
struct _IO_FILE;
typedef struct _IO_FILE FILE;`,
  "bits/types/locale_t.h": `
struct __locale_struct;
typedef struct __locale_struct *locale_t;`,
  "bits/pthreadtypes.h": `
#if defined(__aarch64__)
#define __SIZEOF_PTHREAD_MUTEX_T 48
#define __SIZEOF_PTHREAD_ATTR_T 64
#define __SIZEOF_PTHREAD_RWLOCK_T 56
#define __SIZEOF_PTHREAD_BARRIER_T 32
#elif defined(__LP64__)
#define __SIZEOF_PTHREAD_MUTEX_T 40
#define __SIZEOF_PTHREAD_ATTR_T 56
#define __SIZEOF_PTHREAD_RWLOCK_T 56
#define __SIZEOF_PTHREAD_BARRIER_T 32
#else
#define __SIZEOF_PTHREAD_MUTEX_T 24
#define __SIZEOF_PTHREAD_ATTR_T 36
#define __SIZEOF_PTHREAD_RWLOCK_T 32
#define __SIZEOF_PTHREAD_BARRIER_T 20
#endif
#if defined(__aarch64__)
#define __SIZEOF_PTHREAD_SMALL_ATTR_T 8
#else
#define __SIZEOF_PTHREAD_SMALL_ATTR_T 4
#endif
typedef unsigned long pthread_t;
typedef unsigned int pthread_key_t;
typedef int pthread_once_t;
typedef volatile int pthread_spinlock_t;
union pthread_attr_t { char __size[__SIZEOF_PTHREAD_ATTR_T]; long __align; };
typedef union pthread_attr_t pthread_attr_t;
typedef union { char __size[__SIZEOF_PTHREAD_MUTEX_T]; long __align; } pthread_mutex_t;
typedef union { char __size[48]; long long __align; } pthread_cond_t;
typedef union { char __size[__SIZEOF_PTHREAD_RWLOCK_T]; long __align; } pthread_rwlock_t;
typedef union { char __size[__SIZEOF_PTHREAD_BARRIER_T]; long __align; } pthread_barrier_t;
typedef union { char __size[__SIZEOF_PTHREAD_SMALL_ATTR_T]; int __align; } pthread_mutexattr_t;
typedef union { char __size[__SIZEOF_PTHREAD_SMALL_ATTR_T]; int __align; } pthread_condattr_t;
typedef union { char __size[__SIZEOF_PTHREAD_SMALL_ATTR_T]; int __align; } pthread_barrierattr_t;
typedef union { char __size[8]; long __align; } pthread_rwlockattr_t;`,
};

const libc: Record<string, string> = {
  // No include guard, as in C: each inclusion obeys NDEBUG.
  "assert.h": `
#include <features.h>
#undef assert
#ifdef NDEBUG
${releaseAssert}
#else
extern void __assert_fail(const char *, const char *, unsigned int, const char *) __attribute__((__noreturn__));
#define assert(expr) \\
  ((void) sizeof ((expr) ? 1 : 0), __extension__ ({ \\
    if (expr) ; else __assert_fail (#expr, __FILE__, __LINE__, __extension__ __PRETTY_FUNCTION__); }))
#endif
#undef static_assert
#define static_assert _Static_assert`,

  "alloca.h": `
#include <features.h>
#include <stddef.h>
#define alloca(size) __builtin_alloca (size)`,

  "crypt.h": `
#include <features.h>
struct crypt_data;`,

  "ctype.h": `
#include <features.h>
#include <bits/types.h>
#include <bits/types/locale_t.h>
${"alnum alpha blank cntrl digit graph lower print punct space upper xdigit"
  .split(" ")
  .map((name) => `extern int is${name}(int);`)
  .join("\n")}
extern int tolower(int);
extern int toupper(int);`,

  "dlfcn.h": `
#include <features.h>
#include <stddef.h>
${defines({
  RTLD_LAZY: "0x00001",
  RTLD_NOW: "0x00002",
  RTLD_BINDING_MASK: "0x3",
  RTLD_NOLOAD: "0x00004",
  RTLD_DEEPBIND: "0x00008",
  RTLD_GLOBAL: "0x00100",
  RTLD_LOCAL: 0,
  RTLD_NODELETE: "0x01000",
  RTLD_NEXT: "((void *) -1l)",
  RTLD_DEFAULT: "((void *) 0)",
})}
typedef struct { const char *dli_fname; void *dli_fbase; const char *dli_sname; void *dli_saddr; } Dl_info;`,

  "endian.h": `
#include <features.h>
${defines({
  LITTLE_ENDIAN: 1234,
  BIG_ENDIAN: 4321,
  PDP_ENDIAN: 3412,
  __LITTLE_ENDIAN: 1234,
  __BIG_ENDIAN: 4321,
  __BYTE_ORDER: "__BYTE_ORDER__",
  BYTE_ORDER: "__BYTE_ORDER",
})}`,

  "errno.h": `
#include <features.h>
extern int *__errno_location(void) __attribute__((__const__));
#define errno (*__errno_location ())
${numbered(
  1,
  `EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST
  EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE
  EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP`,
)}
#define EWOULDBLOCK EAGAIN
#ifdef __powerpc64__
#define EDEADLOCK 58
#else
#define EDEADLOCK EDEADLK
#endif
${numbered(
  71,
  `EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ
  ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT
  EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET
  ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS
  ESTALE`,
)}
#define ECANCELED 125
#define EOWNERDEAD 130
#define ENOTRECOVERABLE 131
#define ENOTSUP EOPNOTSUPP`,

  "execinfo.h": `
#include <features.h>
extern int backtrace(void **, int);`,

  "fcntl.h": `
#include <features.h>
#include <bits/types.h>
#include <bits/types/struct_timespec.h>
${defines({ O_RDONLY: "00", O_WRONLY: "01", O_RDWR: "02", O_CREAT: "0100", O_EXCL: "0200", O_CLOEXEC: "02000000" })}`,

  "inttypes.h": `
#include <features.h>
#include <stdint.h>
typedef __WCHAR_TYPE__ __gwchar_t;
typedef struct { intmax_t quot; intmax_t rem; } imaxdiv_t;
#ifdef __LP64__
#define __PRI64_PREFIX "l"
#define __PRIPTR_PREFIX "l"
#else
#define __PRI64_PREFIX "ll"
#define __PRIPTR_PREFIX
#endif
${["d", "i", "o", "u", "x", "X"]
  .flatMap((letter) => [
    ...["8", "16", "32", "LEAST8", "LEAST16", "LEAST32", "FAST8"].map(
      (width) => `#define PRI${letter}${width} "${letter}"`,
    ),
    ...["64", "LEAST64", "FAST64", "MAX"].map((width) => `#define PRI${letter}${width} __PRI64_PREFIX "${letter}"`),
    ...["FAST16", "FAST32", "PTR"].map((width) => `#define PRI${letter}${width} __PRIPTR_PREFIX "${letter}"`),
  ])
  .join("\n")}`,

  "limits.h": `
#include <features.h>
#define CHAR_BIT __CHAR_BIT__
#define MB_LEN_MAX 16
#define SCHAR_MIN (-SCHAR_MAX - 1)
#define SCHAR_MAX __SCHAR_MAX__
#define UCHAR_MAX (SCHAR_MAX * 2 + 1)
#ifdef __CHAR_UNSIGNED__
#define CHAR_MIN 0
#define CHAR_MAX UCHAR_MAX
#else
#define CHAR_MIN SCHAR_MIN
#define CHAR_MAX SCHAR_MAX
#endif
#define SHRT_MIN (-SHRT_MAX - 1)
#define SHRT_MAX __SHRT_MAX__
#define USHRT_MAX (SHRT_MAX * 2 + 1)
#define INT_MIN (-INT_MAX - 1)
#define INT_MAX __INT_MAX__
#define UINT_MAX (INT_MAX * 2U + 1U)
#define LONG_MIN (-LONG_MAX - 1L)
#define LONG_MAX __LONG_MAX__
#define ULONG_MAX (LONG_MAX * 2UL + 1UL)
#define LLONG_MIN (-LLONG_MAX - 1LL)
#define LLONG_MAX __LONG_LONG_MAX__
#define ULLONG_MAX (LLONG_MAX * 2ULL + 1ULL)
#define LONG_LONG_MIN (-LONG_LONG_MAX - 1LL)
#define LONG_LONG_MAX __LONG_LONG_MAX__
#define ULONG_LONG_MAX (LONG_LONG_MAX * 2ULL + 1ULL)
#define LONG_BIT __LONG_WIDTH__
#define WORD_BIT 32
#ifdef __LP64__
#define SSIZE_MAX LONG_MAX
#else
#define SSIZE_MAX INT_MAX
#endif
${defines({
  NAME_MAX: 255,
  PATH_MAX: 4096,
  PIPE_BUF: 4096,
  NGROUPS_MAX: 65536,
  IOV_MAX: 1024,
  LINE_MAX: 2048,
  HOST_NAME_MAX: 64,
  LOGIN_NAME_MAX: 256,
  TTY_NAME_MAX: 32,
  PTHREAD_KEYS_MAX: 1024,
  PTHREAD_STACK_MIN: "__sysconf (75)",
  SEM_VALUE_MAX: "(2147483647)",
  NL_ARGMAX: 4096,
  _POSIX_PATH_MAX: 256,
  _POSIX_NAME_MAX: 14,
  _POSIX_OPEN_MAX: 20,
  _POSIX_PIPE_BUF: 512,
})}`,

  "linux/limits.h": `
#define NAME_MAX 255
#define PATH_MAX 4096`,

  "linux/prctl.h": `
#define PR_SET_NAME 15
#define PR_GET_NAME 16
#define PR_SET_VMA 0x53564d41
#define PR_SET_VMA_ANON_NAME 0`,

  "locale.h": `
#include <features.h>
#include <stddef.h>
#include <bits/types/locale_t.h>
${numbered(0, "LC_CTYPE LC_NUMERIC LC_TIME LC_COLLATE LC_MONETARY LC_MESSAGES LC_ALL")}
struct lconv {
  char *decimal_point, *thousands_sep, *grouping;
  char *int_curr_symbol, *currency_symbol, *mon_decimal_point, *mon_thousands_sep, *mon_grouping;
  char *positive_sign, *negative_sign;
  char int_frac_digits, frac_digits;
  char p_cs_precedes, p_sep_by_space, n_cs_precedes, n_sep_by_space, p_sign_posn, n_sign_posn;
  char int_p_cs_precedes, int_p_sep_by_space, int_n_cs_precedes, int_n_sep_by_space;
  char int_p_sign_posn, int_n_sign_posn;
};`,

  "math.h": `
#include <features.h>
#include <bits/types.h>
#if __FLT_EVAL_METHOD__ == 2
typedef long double float_t;
typedef long double double_t;
#else
typedef float float_t;
typedef double double_t;
#endif
#define HUGE_VAL (__builtin_huge_val ())
#define HUGE_VALF (__builtin_huge_valf ())
#define HUGE_VALL (__builtin_huge_vall ())
#define INFINITY (__builtin_inff ())
#define NAN (__builtin_nanf (""))
${testableEnum({ FP_NAN: 0, FP_INFINITE: 1, FP_ZERO: 2, FP_SUBNORMAL: 3, FP_NORMAL: 4 })}
#define fpclassify(x) __builtin_fpclassify (FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)
#define signbit(x) __builtin_signbit (x)
#define isfinite(x) __builtin_isfinite (x)
#define isnormal(x) __builtin_isnormal (x)
#define isnan(x) __builtin_isnan (x)
#define isinf(x) __builtin_isinf_sign (x)
#define isgreater(x, y) __builtin_isgreater(x, y)
#define isless(x, y) __builtin_isless(x, y)
#define isunordered(x, y) __builtin_isunordered(x, y)
#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
${defines({
  M_E: "2.7182818284590452354",
  M_LOG2E: "1.4426950408889634074",
  M_LOG10E: "0.43429448190325182765",
  M_LN2: "0.69314718055994530942",
  M_LN10: "2.30258509299404568402",
  M_PI: "3.14159265358979323846",
  M_PI_2: "1.57079632679489661923",
  M_PI_4: "0.78539816339744830962",
  M_1_PI: "0.31830988618379067154",
  M_2_PI: "0.63661977236758134308",
  M_2_SQRTPI: "1.12837916709551257390",
  M_SQRT2: "1.41421356237309504880",
  M_SQRT1_2: "0.70710678118654752440",
})}`,

  "memory.h": `
#include <string.h>`,

  "pthread.h": `
#include <features.h>
#include <sched.h>
#include <time.h>
#include <bits/pthreadtypes.h>
#include <bits/types/sigset_t.h>
${testableEnum({ PTHREAD_CREATE_JOINABLE: 0, PTHREAD_CREATE_DETACHED: 1 })}
enum { PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_DEFAULT = 0 };
${testableEnum({ PTHREAD_SCOPE_SYSTEM: 0, PTHREAD_SCOPE_PROCESS: 1 })}
${testableEnum({ PTHREAD_PROCESS_PRIVATE: 0, PTHREAD_PROCESS_SHARED: 1 })}
#define PTHREAD_MUTEX_INITIALIZER { { 0 } }
#define PTHREAD_COND_INITIALIZER { { 0 } }
#define PTHREAD_RWLOCK_INITIALIZER { { 0 } }
#define PTHREAD_ONCE_INIT 0`,

  "sched.h": `
#include <features.h>
#include <bits/types.h>
#include <bits/types/time_t.h>
#include <bits/types/struct_timespec.h>
struct sched_param { int sched_priority; };
typedef struct { unsigned long __bits[1024 / (8 * sizeof(unsigned long))]; } cpu_set_t;
#define CPU_SETSIZE 1024
#define SCHED_OTHER 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_BATCH 3
#define SCHED_IDLE 5
extern int sched_yield(void);`,

  "semaphore.h": `
#include <features.h>
#include <sys/types.h>
#include <bits/types/struct_timespec.h>
#ifdef __LP64__
#define __SIZEOF_SEM_T 32
#else
#define __SIZEOF_SEM_T 16
#endif
typedef union { char __size[__SIZEOF_SEM_T]; long __align; } sem_t;
#define SEM_FAILED ((sem_t *) 0)
#define SEM_VALUE_MAX (2147483647)`,

  "setjmp.h": `
#include <features.h>
#include <bits/types/sigset_t.h>
#if defined(__x86_64__)
typedef long __jmp_buf[8];
#elif defined(__i386__)
typedef int __jmp_buf[6];
#elif defined(__aarch64__)
typedef unsigned long long __jmp_buf[22];
#elif defined(__arm__)
typedef int __jmp_buf[64] __attribute__((__aligned__(8)));
#elif defined(__powerpc64__)
typedef long __jmp_buf[64] __attribute__((__aligned__(16)));
#elif defined(__s390x__)
typedef long __jmp_buf[18];
#elif defined(__riscv)
typedef long __jmp_buf[26];
#elif defined(__loongarch__)
typedef long __jmp_buf[21];
#endif
struct __jmp_buf_tag { __jmp_buf __jmpbuf; int __mask_was_saved; __sigset_t __saved_mask; };
typedef struct __jmp_buf_tag jmp_buf[1];
typedef struct __jmp_buf_tag sigjmp_buf[1];`,

  "signal.h": `
#include <features.h>
#include <bits/types.h>
#include <bits/types/sig_atomic_t.h>
#include <bits/types/sigset_t.h>
#include <bits/types/siginfo_t.h>
#include <bits/types/stack_t.h>
#include <bits/types/struct_timespec.h>
#include <bits/pthreadtypes.h>
typedef void (*__sighandler_t)(int);
typedef __sighandler_t sighandler_t;
struct sigaction {
  union { __sighandler_t sa_handler; void (*sa_sigaction)(int, siginfo_t *, void *); } __sigaction_handler;
#ifdef __s390x__
  int __reserved;
  int sa_flags;
  void (*sa_restorer)(void);
  sigset_t sa_mask;
#else
  sigset_t sa_mask;
  int sa_flags;
  void (*sa_restorer)(void);
#endif
};
#define sa_handler __sigaction_handler.sa_handler
#define sa_sigaction __sigaction_handler.sa_sigaction
#define SIG_ERR ((__sighandler_t) -1)
#define SIG_DFL ((__sighandler_t) 0)
#define SIG_IGN ((__sighandler_t) 1)
${numbered(
  1,
  `SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM
  SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGPOLL
  SIGPWR SIGSYS`,
)}
#define SIGIO SIGPOLL
#define SIGIOT SIGABRT
#define SIGCLD SIGCHLD
#define _NSIG (64 + 1)
#define NSIG _NSIG
#define SIGRTMIN (__libc_current_sigrtmin ())
#define SIGRTMAX (__libc_current_sigrtmax ())
${defines({ SIG_BLOCK: 0, SIG_UNBLOCK: 1, SIG_SETMASK: 2 })}
${defines({
  SA_NOCLDSTOP: 1,
  SA_NOCLDWAIT: 2,
  SA_SIGINFO: 4,
  SA_ONSTACK: "0x08000000",
  SA_RESTART: "0x10000000",
  SA_NODEFER: "0x40000000",
  SA_RESETHAND: "0x80000000",
})}
${testableEnum({ SS_ONSTACK: 1, SS_DISABLE: 2 })}
#define SIGSTKSZ sysconf (250)
#define MINSIGSTKSZ SIGSTKSZ`,

  "bits/stdint-intn.h": [8, 16, 32, 64].map((width) => `typedef __INT${width}_TYPE__ int${width}_t;`).join("\n"),

  "stdint.h": `
#include <features.h>
#include <bits/stdint-intn.h>
${[8, 16, 32, 64]
  .map(
    (width) => `typedef __UINT${width}_TYPE__ uint${width}_t;
typedef __INT_LEAST${width}_TYPE__ int_least${width}_t;
typedef __UINT_LEAST${width}_TYPE__ uint_least${width}_t;
typedef __INT_FAST${width}_TYPE__ int_fast${width}_t;
typedef __UINT_FAST${width}_TYPE__ uint_fast${width}_t;
#define INT${width}_MIN (-__INT${width}_MAX__ - 1)
#define INT${width}_MAX (__INT${width}_MAX__)
#define UINT${width}_MAX (__UINT${width}_MAX__)
#define INT_LEAST${width}_MIN (-__INT_LEAST${width}_MAX__ - 1)
#define INT_LEAST${width}_MAX (__INT_LEAST${width}_MAX__)
#define UINT_LEAST${width}_MAX (__UINT_LEAST${width}_MAX__)
#define INT_FAST${width}_MIN (-__INT_FAST${width}_MAX__ - 1)
#define INT_FAST${width}_MAX (__INT_FAST${width}_MAX__)
#define UINT_FAST${width}_MAX (__UINT_FAST${width}_MAX__)
#define INT${width}_C(c) __INT${width}_C(c)
#define UINT${width}_C(c) __UINT${width}_C(c)`,
  )
  .join("\n")}
typedef __INTPTR_TYPE__ intptr_t;
typedef __UINTPTR_TYPE__ uintptr_t;
typedef __INTMAX_TYPE__ intmax_t;
typedef __UINTMAX_TYPE__ uintmax_t;
#define INTPTR_MIN (-__INTPTR_MAX__ - 1)
#define INTPTR_MAX (__INTPTR_MAX__)
#define UINTPTR_MAX (__UINTPTR_MAX__)
#define INTMAX_MIN (-__INTMAX_MAX__ - 1)
#define INTMAX_MAX (__INTMAX_MAX__)
#define UINTMAX_MAX (__UINTMAX_MAX__)
#define INTMAX_C(c) __INTMAX_C(c)
#define UINTMAX_C(c) __UINTMAX_C(c)
#define PTRDIFF_MIN (-__PTRDIFF_MAX__ - 1)
#define PTRDIFF_MAX (__PTRDIFF_MAX__)
#define SIZE_MAX (__SIZE_MAX__)
#define SIG_ATOMIC_MIN __SIG_ATOMIC_MIN__
#define SIG_ATOMIC_MAX __SIG_ATOMIC_MAX__
#define WCHAR_MIN __WCHAR_MIN__
#define WCHAR_MAX __WCHAR_MAX__
#define WINT_MIN __WINT_MIN__
#define WINT_MAX __WINT_MAX__`,

  "stdio.h": `
#include <features.h>
#include <stddef.h>
#include <stdarg.h>
#include <bits/types.h>
#include <bits/types/__mbstate_t.h>
#include <bits/types/FILE.h>
typedef struct { off_t __pos; __mbstate_t __state; } fpos_t;
extern FILE *stdin;
extern FILE *stdout;
extern FILE *stderr;
#define stdin stdin
#define stdout stdout
#define stderr stderr
${defines({
  EOF: "(-1)",
  BUFSIZ: 8192,
  SEEK_SET: 0,
  SEEK_CUR: 1,
  SEEK_END: 2,
  _IOFBF: 0,
  _IOLBF: 1,
  _IONBF: 2,
  FILENAME_MAX: 4096,
  FOPEN_MAX: 16,
  L_tmpnam: 20,
  TMP_MAX: 238328,
  P_tmpdir: '"/tmp"',
})}`,

  "stdlib.h": `
#include <features.h>
#include <stddef.h>
#include <sys/types.h>
#include <alloca.h>
#include <bits/types/locale_t.h>
typedef struct { int quot; int rem; } div_t;
typedef struct { long quot; long rem; } ldiv_t;
typedef struct { long long quot; long long rem; } lldiv_t;
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 2147483647
#define MB_CUR_MAX (__ctype_get_mb_cur_max ())
extern void *malloc(size_t);
extern void *calloc(size_t, size_t);
extern void *realloc(void *, size_t);
extern void free(void *);
extern void abort(void) __attribute__((__noreturn__));`,

  "string.h": `
#include <features.h>
#include <stddef.h>
#include <bits/types/locale_t.h>
#include <strings.h>
extern void *memcpy(void *, const void *, size_t);
extern void *memmove(void *, const void *, size_t);
extern void *memset(void *, int, size_t);
extern int memcmp(const void *, const void *, size_t);
extern void *memchr(const void *, int, size_t);
extern size_t strlen(const char *);
extern int strcmp(const char *, const char *);
extern int strncmp(const char *, const char *, size_t);
extern char *strchr(const char *, int);
extern char *strcpy(char *, const char *);`,

  "strings.h": `
#include <features.h>
#include <stddef.h>
#include <bits/types/locale_t.h>`,

  "sys/param.h": `
#include <stddef.h>
#include <sys/types.h>
#include <limits.h>
#include <endian.h>
#include <signal.h>
#define NBBY CHAR_BIT
#define MAXPATHLEN PATH_MAX
#define MAXSYMLINKS 20
#define MAXHOSTNAMELEN 64
#define NOFILE 256
#define MIN(a,b) (((a)<(b))?(a):(b))
#define MAX(a,b) (((a)>(b))?(a):(b))`,

  "sys/prctl.h": `
#include <features.h>
#include <linux/prctl.h>
extern int prctl(int, ...);`,

  "sys/select.h": `
#include <features.h>
#include <bits/types.h>
#include <bits/types/sigset_t.h>
#include <bits/types/time_t.h>
#include <bits/types/struct_timeval.h>
#include <bits/types/struct_timespec.h>
typedef long __fd_mask;
typedef __fd_mask fd_mask;
typedef struct { __fd_mask fds_bits[1024 / (8 * sizeof(__fd_mask))]; } fd_set;
#define FD_SETSIZE 1024
#define NFDBITS (8 * (int) sizeof (__fd_mask))
#define FD_SET(d, set) ((void) ((set)->fds_bits[(d) / NFDBITS] |= 1UL << ((d) % NFDBITS)))
#define FD_CLR(d, set) ((void) ((set)->fds_bits[(d) / NFDBITS] &= ~(1UL << ((d) % NFDBITS))))
#define FD_ISSET(d, set) (((set)->fds_bits[(d) / NFDBITS] & (1UL << ((d) % NFDBITS))) != 0)
#define FD_ZERO(set) ((void) __builtin_memset ((set), 0, sizeof (fd_set)))`,

  "sys/stat.h": `
#include <features.h>
#include <bits/types.h>
#include <bits/types/time_t.h>
#include <bits/types/struct_timespec.h>
struct stat;
${defines({
  S_IFMT: "0170000",
  S_IFDIR: "0040000",
  S_IFCHR: "0020000",
  S_IFBLK: "0060000",
  S_IFREG: "0100000",
  S_IFIFO: "0010000",
  S_IFLNK: "0120000",
  S_IFSOCK: "0140000",
  S_ISUID: "04000",
  S_ISGID: "02000",
  S_ISVTX: "01000",
  S_IRWXU: "0700",
  S_IRUSR: "0400",
  S_IWUSR: "0200",
  S_IXUSR: "0100",
  S_IRWXG: "070",
  S_IRWXO: "07",
})}
${Object.entries({ DIR: "FDIR", CHR: "FCHR", BLK: "FBLK", REG: "FREG", FIFO: "FIFO", LNK: "FLNK", SOCK: "FSOCK" })
  .map(([test, type]) => `#define S_IS${test}(mode) (((mode) & S_IFMT) == S_I${type})`)
  .join("\n")}`,

  "sys/time.h": `
#include <features.h>
#include <bits/types.h>
#include <bits/types/time_t.h>
#include <bits/types/struct_timeval.h>
#include <sys/select.h>
struct timezone { int tz_minuteswest; int tz_dsttime; };
struct itimerval { struct timeval it_interval; struct timeval it_value; };
${testableEnum({ ITIMER_REAL: 0, ITIMER_VIRTUAL: 1, ITIMER_PROF: 2 })}`,

  "sys/types.h": `
#include <features.h>
#include <bits/types.h>
#include <bits/types/clock_t.h>
#include <bits/types/clockid_t.h>
#include <bits/types/time_t.h>
#include <bits/types/timer_t.h>
#include <stddef.h>
#include <endian.h>
#include <sys/select.h>
#include <bits/pthreadtypes.h>
#include <bits/stdint-intn.h>
typedef __u_char u_char;
typedef __u_short u_short;
typedef __u_int u_int;
typedef __u_long u_long;
typedef unsigned int uint;
typedef unsigned short ushort;
typedef unsigned long ulong;
typedef __UINT8_TYPE__ u_int8_t;
typedef __UINT16_TYPE__ u_int16_t;
typedef __UINT32_TYPE__ u_int32_t;
typedef __UINT64_TYPE__ u_int64_t;`,

  "time.h": `
#include <features.h>
#include <stddef.h>
#include <bits/types.h>
#include <bits/types/clock_t.h>
#include <bits/types/time_t.h>
#include <bits/types/struct_tm.h>
#include <bits/types/struct_timespec.h>
#include <bits/types/clockid_t.h>
#include <bits/types/timer_t.h>
#include <bits/types/locale_t.h>
struct itimerspec { struct timespec it_interval; struct timespec it_value; };
#define CLOCKS_PER_SEC ((clock_t) 1000000)
#define TIME_UTC 1
${numbered(
  0,
  `CLOCK_REALTIME CLOCK_MONOTONIC CLOCK_PROCESS_CPUTIME_ID CLOCK_THREAD_CPUTIME_ID CLOCK_MONOTONIC_RAW
  CLOCK_REALTIME_COARSE CLOCK_MONOTONIC_COARSE CLOCK_BOOTTIME CLOCK_REALTIME_ALARM CLOCK_BOOTTIME_ALARM`,
)}
#define CLOCK_TAI 11
#define TIMER_ABSTIME 1`,

  "unistd.h": `
#include <features.h>
#include <stddef.h>
#include <bits/types.h>
typedef __INTPTR_TYPE__ intptr_t;
#define _POSIX_VERSION 200809L
#define _POSIX2_VERSION 200809L
#define _XOPEN_VERSION 700
${`ASYNCHRONOUS_IO BARRIERS CLOCK_SELECTION FSYNC IPV6 MAPPED_FILES MEMLOCK MEMLOCK_RANGE MEMORY_PROTECTION
MESSAGE_PASSING PRIORITY_SCHEDULING RAW_SOCKETS READER_WRITER_LOCKS REALTIME_SIGNALS SEMAPHORES
SHARED_MEMORY_OBJECTS SPAWN SPIN_LOCKS SYNCHRONIZED_IO THREADS THREAD_ATTR_STACKADDR THREAD_ATTR_STACKSIZE
THREAD_PRIORITY_SCHEDULING THREAD_PRIO_INHERIT THREAD_PRIO_PROTECT THREAD_PROCESS_SHARED
THREAD_SAFE_FUNCTIONS TIMEOUTS TIMERS`
  .split(/\s+/)
  .map((option) => `#define _POSIX_${option} 200809L`)
  .join("\n")}
#define _POSIX_CPUTIME 0
#define _POSIX_THREAD_CPUTIME 0
#define _POSIX_MONOTONIC_CLOCK 0
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
${defines({ R_OK: 4, W_OK: 2, X_OK: 1, F_OK: 0, SEEK_SET: 0, SEEK_CUR: 1, SEEK_END: 2 })}
${testableEnum({
  _SC_ARG_MAX: 0,
  _SC_CLK_TCK: 2,
  _SC_OPEN_MAX: 4,
  _SC_SEMAPHORES: 21,
  _SC_PAGESIZE: 30,
  _SC_THREADS: 67,
  _SC_THREAD_STACK_MIN: 75,
  _SC_NPROCESSORS_CONF: 83,
  _SC_NPROCESSORS_ONLN: 84,
  _SC_MONOTONIC_CLOCK: 149,
})}
#define _SC_PAGE_SIZE _SC_PAGESIZE
extern char **environ;
extern int close(int);
extern unsigned int sleep(unsigned int);
extern long sysconf(int);`,

  "wchar.h": `
#include <features.h>
#include <stddef.h>
#include <stdarg.h>
#include <bits/types/wint_t.h>
#include <bits/types/mbstate_t.h>
#include <bits/types/FILE.h>
#include <bits/types/locale_t.h>
struct tm;
#define WCHAR_MIN __WCHAR_MIN__
#define WCHAR_MAX __WCHAR_MAX__
#define WEOF (0xffffffffu)
extern size_t wcslen(const wchar_t *);
extern int wcscmp(const wchar_t *, const wchar_t *);`,

  "wctype.h": `
#include <features.h>
#include <bits/types/wint_t.h>
#include <bits/types/locale_t.h>
typedef unsigned long wctype_t;
typedef const int *wctrans_t;
#define WEOF (0xffffffffu)`,
};

const ncurses = `
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#define CURSES 1
#define CURSES_H 1
#define NCURSES_VERSION_MAJOR 6
#define NCURSES_VERSION_MINOR 4
#define NCURSES_VERSION_PATCH 20221231
#define NCURSES_VERSION "6.4"
#define NCURSES_OPAQUE 0
#define NCURSES_WIDECHAR 1
typedef uint32_t chtype;
typedef uint32_t mmask_t;
typedef struct screen SCREEN;
typedef struct _win_st WINDOW;
typedef chtype attr_t;
#define TRUE 1
#define FALSE 0
#define ERR (-1)
#define OK (0)
extern WINDOW *stdscr;
extern WINDOW *curscr;
extern WINDOW *newscr;`;

const curses: Record<string, string> = Object.fromEntries(
  ["curses.h", "ncurses.h", "ncursesw/curses.h", "ncursesw/ncurses.h"].map((name) => [name, ncurses]),
);

/** By the name in an `#include`; include guards are added by {@link guarded}. */
export const glibcHeaders: Record<string, string> = { ...types, ...libc, ...curses };
