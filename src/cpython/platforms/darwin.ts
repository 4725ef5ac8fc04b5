/**
 * The headers of the macOS SDK: independently written types, sizes and macros that CPython's headers rely on, the same
 * for both architectures. Which header declares a name and includes which others follows the SDK of macOS 13, except
 * that `sys/_types.h` has more than the SDK's. Functions are declared only where another declaration needs them.
 */

import { defines, numbered, words } from "./lines.ts";
import { releaseAssert } from "./release-assert.ts";

const types: Record<string, string> = {
  "sys/cdefs.h": `
#define __DARWIN_UNIX03 1
#define __DARWIN_64_BIT_INO_T 1
#define __DARWIN_ONLY_64_BIT_INO_T __DARWIN_ARM64
#ifdef __arm64__
#define __DARWIN_ARM64 1
#else
#define __DARWIN_ARM64 0
#endif
#define __DARWIN_C_ANSI 010000L
#define __DARWIN_C_FULL 900000L
#define __DARWIN_C_LEVEL __DARWIN_C_FULL
#define __BEGIN_DECLS
#define __END_DECLS
#define __P(protos) protos
#define __CONCAT(x,y) x ## y
#define __STRING(x) #x
#define __const const
#define __signed signed
#define __volatile volatile
#define __dead2 __attribute__((__noreturn__))
#define __pure2 __attribute__((__const__))
#define __unused __attribute__((__unused__))
#define __used __attribute__((__used__))`,

  "sys/_types.h": `
#include <sys/cdefs.h>
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned char u_int8_t;
typedef unsigned short u_int16_t;
typedef unsigned int u_int32_t;
typedef unsigned long long u_int64_t;
typedef unsigned char __uint8_t;
typedef unsigned short __uint16_t;
typedef unsigned int __uint32_t;
typedef unsigned long long __uint64_t;
typedef int __int32_t;
typedef long long __int64_t;
typedef long intptr_t;
typedef unsigned long uintptr_t;
typedef unsigned long size_t;
typedef unsigned long rsize_t;
typedef long ssize_t;
typedef int errno_t;
typedef long time_t;
typedef unsigned long clock_t;
typedef int suseconds_t;
typedef unsigned int useconds_t;
typedef long long blkcnt_t;
typedef int blksize_t;
typedef int dev_t;
typedef unsigned int fsblkcnt_t;
typedef unsigned int fsfilcnt_t;
typedef unsigned int gid_t;
typedef unsigned int uid_t;
typedef unsigned int id_t;
typedef unsigned long long ino_t;
typedef unsigned long long ino64_t;
typedef int key_t;
typedef unsigned short mode_t;
typedef unsigned short nlink_t;
typedef long long off_t;
typedef int pid_t;
typedef unsigned int socklen_t;
typedef unsigned int sigset_t;
typedef int wint_t;
typedef int ct_rune_t;
typedef int rune_t;
typedef char *caddr_t;
typedef union { char __mbstate8[128]; long long _mbstateL; } mbstate_t;
struct timespec { time_t tv_sec; long tv_nsec; };
struct timeval { time_t tv_sec; suseconds_t tv_usec; };
#include <sys/_pthread/_pthread_types.h>`,

  // 8 bytes each for a signature, and the library's opaque data.
  "sys/_pthread/_pthread_types.h": `
${Object.entries({ attr: 56, cond: 40, condattr: 8, mutex: 56, mutexattr: 8, once: 8, rwlock: 192, rwlockattr: 16 })
  .map(([name, size]) => `struct _opaque_pthread_${name}_t { long __sig; char __opaque[${size}]; };`)
  .join("\n")}
struct __darwin_pthread_handler_rec { void (*__routine)(void *); void *__arg; struct __darwin_pthread_handler_rec *__next; };
struct _opaque_pthread_t { long __sig; struct __darwin_pthread_handler_rec *__cleanup_stack; char __opaque[8176]; };
${words("attr cond condattr mutex mutexattr once rwlock rwlockattr")
  .map((name) => `typedef struct _opaque_pthread_${name}_t pthread_${name}_t;`)
  .join("\n")}
typedef struct _opaque_pthread_t *pthread_t;
typedef unsigned long pthread_key_t;`,

  "sys/types.h": `
#include <sys/_types.h>
#include <machine/endian.h>
#include <sys/select.h>
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef unsigned short ushort;
typedef unsigned int uint;
typedef u_int64_t u_quad_t;
typedef int64_t quad_t;
typedef quad_t *qaddr_t;
typedef int daddr_t;
typedef u_int32_t fixpt_t;
typedef int segsz_t;
typedef int swblk_t;
#define major(x) ((int32_t)(((u_int32_t)(x) >> 24) & 0xff))
#define minor(x) ((int32_t)((x) & 0xffffff))
#define makedev(x,y) ((dev_t)(((x) << 24) | (y)))`,

  "machine/endian.h": `
${defines({
  __DARWIN_LITTLE_ENDIAN: 1234,
  __DARWIN_BIG_ENDIAN: 4321,
  __DARWIN_PDP_ENDIAN: 3412,
  __DARWIN_BYTE_ORDER: "__DARWIN_LITTLE_ENDIAN",
  LITTLE_ENDIAN: "__DARWIN_LITTLE_ENDIAN",
  BIG_ENDIAN: "__DARWIN_BIG_ENDIAN",
  PDP_ENDIAN: "__DARWIN_PDP_ENDIAN",
  BYTE_ORDER: "__DARWIN_BYTE_ORDER",
})}`,
};

/** `stdint.h`: suffixes by width, in the order of rank. */
const integers = { 8: ["", ""], 16: ["", ""], 32: ["", "U"], 64: ["LL", "ULL"] } as const;

const libc: Record<string, string> = {
  "alloca.h": `
#include <sys/_types.h>
void *alloca(size_t);
#define alloca(size) __builtin_alloca(size)`,

  // No include guard, as in C: each inclusion obeys NDEBUG.
  "assert.h": `
#include <sys/cdefs.h>
#undef assert
#undef __assert
#ifdef NDEBUG
${releaseAssert}
#else
void __assert_rtn(const char *, const char *, int, const char *) __attribute__((__noreturn__));
#define assert(e) (__builtin_expect(!(e), 0) ? __assert_rtn(__func__, __FILE__, __LINE__, #e) : (void)0)
#endif
#undef static_assert
#define static_assert _Static_assert`,

  "ctype.h": `
#include <runetype.h>
${words("alnum alpha blank cntrl digit graph lower print punct space upper xdigit ascii")
  .map((name) => `int is${name}(int);`)
  .join("\n")}
int tolower(int);
int toupper(int);
int toascii(int);`,

  "runetype.h": `
#include <sys/_types.h>
#include <stddef.h>`,

  "dlfcn.h": `
#include <sys/cdefs.h>
${defines({
  RTLD_LAZY: "0x1",
  RTLD_NOW: "0x2",
  RTLD_LOCAL: "0x4",
  RTLD_GLOBAL: "0x8",
  RTLD_NOLOAD: "0x10",
  RTLD_NODELETE: "0x80",
  RTLD_FIRST: "0x100",
  RTLD_NEXT: "((void *) -1)",
  RTLD_DEFAULT: "((void *) -2)",
  RTLD_SELF: "((void *) -3)",
  RTLD_MAIN_ONLY: "((void *) -5)",
})}
typedef struct dl_info { const char *dli_fname; void *dli_fbase; const char *dli_sname; void *dli_saddr; } Dl_info;`,

  "errno.h": `
#include <sys/_types.h>
extern int *__error(void);
#define errno (*__error())
${numbered(
  1,
  `EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EDEADLK ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV
  ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EAGAIN
  EINPROGRESS EALREADY ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT ENOTSUP
  EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS
  EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED ELOOP ENAMETOOLONG EHOSTDOWN EHOSTUNREACH ENOTEMPTY
  EPROCLIM EUSERS EDQUOT ESTALE EREMOTE EBADRPC ERPCMISMATCH EPROGUNAVAIL EPROGMISMATCH EPROCUNAVAIL ENOLCK ENOSYS
  EFTYPE EAUTH ENEEDAUTH EPWROFF EDEVERR EOVERFLOW EBADEXEC EBADARCH ESHLIBVERS EBADMACHO ECANCELED EIDRM ENOMSG EILSEQ
  ENOATTR EBADMSG EMULTIHOP ENODATA ENOLINK ENOSR ENOSTR EPROTO ETIME EOPNOTSUPP ENOPOLICY ENOTRECOVERABLE EOWNERDEAD
  EQFULL`,
)}
#define EWOULDBLOCK EAGAIN
#define ELAST EQFULL`,

  "execinfo.h": `
#include <sys/cdefs.h>
int backtrace(void **, int);`,

  "fcntl.h": `
#include <sys/_types.h>
${defines({
  O_RDONLY: "0x0000",
  O_WRONLY: "0x0001",
  O_RDWR: "0x0002",
  O_NONBLOCK: "0x00000004",
  O_APPEND: "0x00000008",
  O_CREAT: "0x00000200",
  O_TRUNC: "0x00000400",
  O_EXCL: "0x00000800",
  O_CLOEXEC: "0x01000000",
})}`,

  "inttypes.h": `
#include <sys/cdefs.h>
#include <stdint.h>
typedef struct { intmax_t quot; intmax_t rem; } imaxdiv_t;
${["d", "i", "o", "u", "x", "X"]
  .flatMap((letter) =>
    Object.entries({ 8: "hh", 16: "h", 32: "", 64: "ll" }).flatMap(([width, prefix]) =>
      ["", "LEAST", "FAST"].map((kind) => `#define PRI${letter}${kind}${width} "${prefix}${letter}"`),
    ),
  )
  .join("\n")}
${["d", "i", "o", "u", "x", "X"]
  .flatMap((letter) => [`#define PRI${letter}PTR "l${letter}"`, `#define PRI${letter}MAX "j${letter}"`])
  .join("\n")}`,

  "limits.h": `
#include <sys/cdefs.h>
${defines({
  CHAR_BIT: 8,
  MB_LEN_MAX: 6,
  SCHAR_MAX: 127,
  SCHAR_MIN: "(-128)",
  UCHAR_MAX: 255,
  CHAR_MAX: 127,
  CHAR_MIN: "(-128)",
  USHRT_MAX: 65535,
  SHRT_MAX: 32767,
  SHRT_MIN: "(-32768)",
  UINT_MAX: "0xffffffff",
  INT_MAX: 2147483647,
  INT_MIN: "(-2147483647-1)",
  ULONG_MAX: "0xffffffffffffffffUL",
  LONG_MAX: "0x7fffffffffffffffL",
  LONG_MIN: "(-0x7fffffffffffffffL-1)",
  ULLONG_MAX: "0xffffffffffffffffULL",
  LLONG_MAX: "0x7fffffffffffffffLL",
  LLONG_MIN: "(-0x7fffffffffffffffLL-1)",
  LONG_BIT: 64,
  WORD_BIT: 32,
  SSIZE_MAX: "LONG_MAX",
  SIZE_T_MAX: "ULONG_MAX",
  UQUAD_MAX: "ULLONG_MAX",
  QUAD_MAX: "LLONG_MAX",
  QUAD_MIN: "LLONG_MIN",
  OFF_MAX: "LLONG_MAX",
  OFF_MIN: "LLONG_MIN",
  ARG_MAX: "(1024 * 1024)",
  CHILD_MAX: 266,
  GID_MAX: "2147483647U",
  UID_MAX: "2147483647U",
  LINK_MAX: 32767,
  MAX_CANON: 1024,
  MAX_INPUT: 1024,
  NAME_MAX: 255,
  NGROUPS_MAX: 16,
  OPEN_MAX: 10240,
  PATH_MAX: 1024,
  PIPE_BUF: 512,
  IOV_MAX: 1024,
  LINE_MAX: 2048,
  PTHREAD_DESTRUCTOR_ITERATIONS: 4,
  PTHREAD_KEYS_MAX: 512,
  NL_ARGMAX: 9,
  NZERO: 20,
  _POSIX_PATH_MAX: 256,
  _POSIX_NAME_MAX: 14,
  _POSIX_OPEN_MAX: 20,
  _POSIX_PIPE_BUF: 512,
})}
#ifdef __arm64__
#define PTHREAD_STACK_MIN 16384
#else
#define PTHREAD_STACK_MIN 8192
#endif`,

  "locale.h": `
#include <sys/_types.h>
#include <stddef.h>
${numbered(0, "LC_ALL LC_COLLATE LC_CTYPE LC_MONETARY LC_NUMERIC LC_TIME LC_MESSAGES")}
struct lconv {
  char *decimal_point, *thousands_sep, *grouping;
  char *int_curr_symbol, *currency_symbol, *mon_decimal_point, *mon_thousands_sep, *mon_grouping;
  char *positive_sign, *negative_sign;
  char int_frac_digits, frac_digits;
  char p_cs_precedes, p_sep_by_space, n_cs_precedes, n_sep_by_space, p_sign_posn, n_sign_posn;
  char int_p_cs_precedes, int_n_cs_precedes, int_p_sep_by_space, int_n_sep_by_space;
  char int_p_sign_posn, int_n_sign_posn;
};`,

  "xlocale.h": `
#include <locale.h>
struct _xlocale;
typedef struct _xlocale *locale_t;`,

  "math.h": `
#include <sys/cdefs.h>
typedef float float_t;
typedef double double_t;
#define HUGE_VAL __builtin_huge_val()
#define HUGE_VALF __builtin_huge_valf()
#define HUGE_VALL __builtin_huge_vall()
#define NAN __builtin_nanf("0x7fc00000")
#define INFINITY HUGE_VALF
${numbered(1, "FP_NAN FP_INFINITE FP_ZERO FP_NORMAL FP_SUBNORMAL")}
#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
#define math_errhandling (2)
#define fpclassify(x) __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)
#define isnormal(x) __builtin_isnormal(x)
#define isfinite(x) __builtin_isfinite(x)
#define isinf(x) __builtin_isinf(x)
#define isnan(x) __builtin_isnan(x)
#define signbit(x) __builtin_signbit(x)
${defines({
  M_E: "2.71828182845904523536028747135266250",
  M_LOG2E: "1.44269504088896340735992468100189214",
  M_LOG10E: "0.434294481903251827651128918916605082",
  M_LN2: "0.693147180559945309417232121458176568",
  M_LN10: "2.30258509299404568401799145468436421",
  M_PI: "3.14159265358979323846264338327950288",
  M_PI_2: "1.57079632679489661923132169163975144",
  M_PI_4: "0.785398163397448309615660845819875721",
  M_SQRT2: "1.41421356237309504880168872420969808",
})}`,

  "memory.h": `
#include <string.h>`,

  "pthread.h": `
#include <sys/_types.h>
#include <sched.h>
#include <time.h>
${defines({
  PTHREAD_CREATE_JOINABLE: 1,
  PTHREAD_CREATE_DETACHED: 2,
  PTHREAD_INHERIT_SCHED: 1,
  PTHREAD_EXPLICIT_SCHED: 2,
  PTHREAD_SCOPE_SYSTEM: 1,
  PTHREAD_SCOPE_PROCESS: 2,
  PTHREAD_PROCESS_SHARED: 1,
  PTHREAD_PROCESS_PRIVATE: 2,
  PTHREAD_MUTEX_NORMAL: 0,
  PTHREAD_MUTEX_ERRORCHECK: 1,
  PTHREAD_MUTEX_RECURSIVE: 2,
  PTHREAD_MUTEX_DEFAULT: "PTHREAD_MUTEX_NORMAL",
  PTHREAD_MUTEX_INITIALIZER: "{0x32AAABA7, {0}}",
  PTHREAD_COND_INITIALIZER: "{0x3CB0B1BB, {0}}",
  PTHREAD_RWLOCK_INITIALIZER: "{0x2DA8B3B4, {0}}",
  PTHREAD_ONCE_INIT: "{0x30B1BCBA, {0}}",
})}`,

  "sched.h": `
#include <sys/_types.h>
#define SCHED_OTHER 1
#define SCHED_RR 2
#define SCHED_FIFO 4
struct sched_param { int sched_priority; char __opaque[4]; };
int sched_yield(void);`,

  "semaphore.h": `
#include <sys/types.h>
#include <fcntl.h>
typedef int sem_t;
#define SEM_VALUE_MAX 32767
#define SEM_FAILED ((sem_t *)-1)`,

  "setjmp.h": `
#include <sys/cdefs.h>
#ifdef __arm64__
#define _JBLEN ((14 + 8 + 2) * 2)
#else
#define _JBLEN ((9 * 2) + 3 + 16)
#endif
typedef int jmp_buf[_JBLEN];
typedef int sigjmp_buf[_JBLEN + 1];`,

  "signal.h": `
#include <sys/_types.h>
#include <sys/signal.h>
#define sys_signame sys_signame
#define sys_siglist sys_siglist`,

  "sys/signal.h": `
#include <sys/_types.h>
#define __DARWIN_NSIG 32
#define NSIG __DARWIN_NSIG
${numbered(
  1,
  `SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGEMT SIGFPE SIGKILL SIGBUS SIGSEGV SIGSYS SIGPIPE SIGALRM SIGTERM SIGURG
  SIGSTOP SIGTSTP SIGCONT SIGCHLD SIGTTIN SIGTTOU SIGIO SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGINFO SIGUSR1 SIGUSR2`,
)}
#define SIGIOT SIGABRT
#define SIG_DFL ((void (*)(int))0)
#define SIG_IGN ((void (*)(int))1)
#define SIG_HOLD ((void (*)(int))5)
#define SIG_ERR ((void (*)(int))-1)
typedef int sig_atomic_t;
typedef void (*sig_t)(int);
typedef struct { void *ss_sp; size_t ss_size; int ss_flags; } stack_t;
union sigval { int sival_int; void *sival_ptr; };
typedef struct __siginfo {
  int si_signo;
  int si_errno;
  int si_code;
  pid_t si_pid;
  uid_t si_uid;
  int si_status;
  void *si_addr;
  union sigval si_value;
  long si_band;
  unsigned long __pad[7];
} siginfo_t;
union __sigaction_u { void (*__sa_handler)(int); void (*__sa_sigaction)(int, struct __siginfo *, void *); };
struct sigaction { union __sigaction_u __sigaction_u; sigset_t sa_mask; int sa_flags; };
#define sa_handler __sigaction_u.__sa_handler
#define sa_sigaction __sigaction_u.__sa_sigaction
${defines({
  SA_ONSTACK: "0x0001",
  SA_RESTART: "0x0002",
  SA_RESETHAND: "0x0004",
  SA_NOCLDSTOP: "0x0008",
  SA_NODEFER: "0x0010",
  SA_NOCLDWAIT: "0x0020",
  SA_SIGINFO: "0x0040",
  SIG_BLOCK: 1,
  SIG_UNBLOCK: 2,
  SIG_SETMASK: 3,
  SS_ONSTACK: "0x0001",
  SS_DISABLE: "0x0004",
  MINSIGSTKSZ: 32768,
  SIGSTKSZ: 131072,
})}`,

  "stdint.h": `
#include <sys/_types.h>
${Object.entries(integers)
  .map(([width, [suffix, unsignedSuffix]]) => {
    const max = 2n ** (BigInt(width) - 1n) - 1n;
    const unsignedMax = 2n ** BigInt(width) - 1n;
    const kinds = ["", "_LEAST", "_FAST"].map(
      (kind) => `#define INT${kind}${width}_MAX ${max}${suffix}
#define INT${kind}${width}_MIN (-INT${kind}${width}_MAX - 1)
#define UINT${kind}${width}_MAX ${unsignedMax}${unsignedSuffix}`,
    );
    return `typedef u_int${width}_t uint${width}_t;
typedef int${width}_t int_least${width}_t;
typedef uint${width}_t uint_least${width}_t;
typedef int${width}_t int_fast${width}_t;
typedef uint${width}_t uint_fast${width}_t;
${kinds.join("\n")}
#define INT${width}_C(v) ${suffix === "" ? "(v)" : `(v ## ${suffix})`}
#define UINT${width}_C(v) ${unsignedSuffix === "" ? "(v)" : `(v ## ${unsignedSuffix})`}`;
  })
  .join("\n")}
typedef long int intmax_t;
typedef long unsigned int uintmax_t;
#define INTMAX_C(v) (v ## L)
#define UINTMAX_C(v) (v ## UL)
${defines({
  INTPTR_MAX: "9223372036854775807L",
  INTPTR_MIN: "(-INTPTR_MAX - 1)",
  UINTPTR_MAX: "18446744073709551615UL",
  INTMAX_MAX: "INTPTR_MAX",
  INTMAX_MIN: "INTPTR_MIN",
  UINTMAX_MAX: "UINTPTR_MAX",
  PTRDIFF_MAX: "INTPTR_MAX",
  PTRDIFF_MIN: "INTPTR_MIN",
  SIZE_MAX: "UINTPTR_MAX",
  RSIZE_MAX: "(SIZE_MAX >> 1)",
  WCHAR_MAX: "__WCHAR_MAX__",
  WCHAR_MIN: "(-WCHAR_MAX - 1)",
  WINT_MIN: "INT32_MIN",
  WINT_MAX: "INT32_MAX",
  SIG_ATOMIC_MIN: "INT32_MIN",
  SIG_ATOMIC_MAX: "INT32_MAX",
})}`,

  "stdio.h": `
#include <sys/_types.h>
#include <stddef.h>
#include <stdarg.h>
typedef off_t fpos_t;
typedef struct __sFILE FILE;
extern FILE *__stdinp;
extern FILE *__stdoutp;
extern FILE *__stderrp;
#define stdin __stdinp
#define stdout __stdoutp
#define stderr __stderrp
${defines({
  EOF: "(-1)",
  BUFSIZ: 1024,
  SEEK_SET: 0,
  SEEK_CUR: 1,
  SEEK_END: 2,
  _IOFBF: 0,
  _IOLBF: 1,
  _IONBF: 2,
  FILENAME_MAX: 1024,
  FOPEN_MAX: 20,
  L_tmpnam: 1024,
  L_ctermid: 1024,
  TMP_MAX: 308915776,
  P_tmpdir: '"/var/tmp/"',
})}`,

  "stdlib.h": `
#include <sys/_types.h>
#include <stddef.h>
#include <sys/wait.h>
#include <alloca.h>
typedef struct { int quot; int rem; } div_t;
typedef struct { long quot; long rem; } ldiv_t;
typedef struct { long long quot; long long rem; } lldiv_t;
#define EXIT_FAILURE 1
#define EXIT_SUCCESS 0
#define RAND_MAX 0x7fffffff
extern int __mb_cur_max;
#define MB_CUR_MAX __mb_cur_max
void *malloc(size_t);
void *calloc(size_t, size_t);
void *realloc(void *, size_t);
void free(void *);
void abort(void) __attribute__((__noreturn__));`,

  "string.h": `
#include <sys/_types.h>
#include <stddef.h>
#include <strings.h>
void *memcpy(void *, const void *, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);
void *memchr(const void *, int, size_t);
size_t strlen(const char *);
int strcmp(const char *, const char *);
int strncmp(const char *, const char *, size_t);
char *strchr(const char *, int);
char *strcpy(char *, const char *);`,

  "strings.h": `
#include <sys/_types.h>`,

  "sys/param.h": `
#include <sys/types.h>
#include <limits.h>
#include <sys/signal.h>
${defines({
  BSD: 199506,
  MAXLOGNAME: 255,
  MAXHOSTNAMELEN: 256,
  MAXPATHLEN: "PATH_MAX",
  MAXSYMLINKS: 32,
  NOFILE: 256,
  NBBY: 8,
})}
#define MIN(a,b) (((a)<(b))?(a):(b))
#define MAX(a,b) (((a)>(b))?(a):(b))`,

  "sys/select.h": `
#include <sys/_types.h>
typedef struct fd_set { int32_t fds_bits[1024 / 32]; } fd_set;
typedef int32_t fd_mask;
#define FD_SETSIZE 1024
#define NFDBITS (sizeof(int32_t) * 8)
#define FD_SET(n, p) ((p)->fds_bits[(n) / 32] |= 1 << ((n) % 32))
#define FD_CLR(n, p) ((p)->fds_bits[(n) / 32] &= ~(1 << ((n) % 32)))
#define FD_ISSET(n, p) (((p)->fds_bits[(n) / 32] & (1 << ((n) % 32))) != 0)
#define FD_ZERO(p) __builtin_bzero(p, sizeof(*(p)))`,

  "sys/stat.h": `
#include <sys/_types.h>
struct stat {
  dev_t st_dev;
  mode_t st_mode;
  nlink_t st_nlink;
  ino64_t st_ino;
  uid_t st_uid;
  gid_t st_gid;
  dev_t st_rdev;
  struct timespec st_atimespec, st_mtimespec, st_ctimespec, st_birthtimespec;
  off_t st_size;
  blkcnt_t st_blocks;
  blksize_t st_blksize;
  u_int32_t st_flags;
  u_int32_t st_gen;
  int32_t st_lspare;
  int64_t st_qspare[2];
};
#define st_atime st_atimespec.tv_sec
#define st_mtime st_mtimespec.tv_sec
#define st_ctime st_ctimespec.tv_sec
#define st_birthtime st_birthtimespec.tv_sec
${defines({
  S_IFMT: "0170000",
  S_IFIFO: "0010000",
  S_IFCHR: "0020000",
  S_IFDIR: "0040000",
  S_IFBLK: "0060000",
  S_IFREG: "0100000",
  S_IFLNK: "0120000",
  S_IFSOCK: "0140000",
  S_IFWHT: "0160000",
  S_ISUID: "0004000",
  S_ISGID: "0002000",
  S_ISVTX: "0001000",
  S_IRWXU: "0000700",
  S_IRUSR: "0000400",
  S_IWUSR: "0000200",
  S_IXUSR: "0000100",
  S_IRWXG: "0000070",
  S_IRWXO: "0000007",
})}
${Object.entries({ BLK: "FBLK", CHR: "FCHR", DIR: "FDIR", FIFO: "FIFO", REG: "FREG", LNK: "FLNK", SOCK: "FSOCK" })
  .map(([test, type]) => `#define S_IS${test}(m) (((m) & S_IFMT) == S_I${type})`)
  .join("\n")}`,

  "sys/time.h": `
#include <sys/_types.h>
#include <sys/select.h>
#include <time.h>
struct timezone { int tz_minuteswest; int tz_dsttime; };
struct itimerval { struct timeval it_interval; struct timeval it_value; };
#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2`,

  "sys/wait.h": `
#include <sys/_types.h>
#include <sys/signal.h>
#define WNOHANG 0x00000001
#define WUNTRACED 0x00000002`,

  "time.h": `
#include <sys/_types.h>
#include <stddef.h>
struct tm {
  int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
  long tm_gmtoff;
  char *tm_zone;
};
#define CLOCKS_PER_SEC ((clock_t)1000000)
typedef enum {
${Object.entries({
  CLOCK_REALTIME: 0,
  CLOCK_MONOTONIC: 6,
  CLOCK_MONOTONIC_RAW: 4,
  CLOCK_MONOTONIC_RAW_APPROX: 5,
  CLOCK_UPTIME_RAW: 8,
  CLOCK_UPTIME_RAW_APPROX: 9,
  CLOCK_PROCESS_CPUTIME_ID: 12,
  CLOCK_THREAD_CPUTIME_ID: 16,
})
  .map(([name, value]) => `  _${name} = ${value},\n#define ${name} _${name}`)
  .join("\n")}
} clockid_t;
#define TIME_UTC 1`,

  "unistd.h": `
#include <sys/_types.h>
#include <stddef.h>
#include <sys/select.h>
#define _POSIX_VERSION 200112L
#define _POSIX2_VERSION 200112L
#define _XOPEN_VERSION 600
${words(`CHOWN_RESTRICTED FSYNC IPV6 JOB_CONTROL MAPPED_FILES MEMORY_PROTECTION NO_TRUNC READER_WRITER_LOCKS REGEXP
SAVED_IDS SHELL SPAWN THREAD_ATTR_STACKADDR THREAD_ATTR_STACKSIZE THREAD_PROCESS_SHARED THREAD_SAFE_FUNCTIONS THREADS`)
  .map((option) => `#define _POSIX_${option} 200112L`)
  .join("\n")}
${words(`ADVISORY_INFO ASYNCHRONOUS_IO BARRIERS CLOCK_SELECTION CPUTIME MEMLOCK MEMLOCK_RANGE MESSAGE_PASSING
MONOTONIC_CLOCK PRIORITIZED_IO PRIORITY_SCHEDULING RAW_SOCKETS REALTIME_SIGNALS SEMAPHORES SHARED_MEMORY_OBJECTS
SPIN_LOCKS SPORADIC_SERVER SYNCHRONIZED_IO THREAD_CPUTIME THREAD_PRIO_INHERIT THREAD_PRIO_PROTECT
THREAD_PRIORITY_SCHEDULING THREAD_SPORADIC_SERVER TIMEOUTS TIMERS TRACE TYPED_MEMORY_OBJECTS`)
  .map((option) => `#define _POSIX_${option} (-1)`)
  .join("\n")}
${defines({
  STDIN_FILENO: 0,
  STDOUT_FILENO: 1,
  STDERR_FILENO: 2,
  F_OK: 0,
  X_OK: 1,
  W_OK: 2,
  R_OK: 4,
  SEEK_SET: 0,
  SEEK_CUR: 1,
  SEEK_END: 2,
  _SC_ARG_MAX: 1,
  _SC_CLK_TCK: 3,
  _SC_OPEN_MAX: 5,
  _SC_PAGESIZE: 29,
  _SC_PAGE_SIZE: "_SC_PAGESIZE",
  _SC_SEMAPHORES: 37,
  _SC_NPROCESSORS_CONF: 57,
  _SC_NPROCESSORS_ONLN: 58,
  _SC_MONOTONIC_CLOCK: 74,
  _SC_THREAD_STACK_MIN: 93,
  _SC_THREADS: 96,
})}
int close(int);
unsigned int sleep(unsigned int);
long sysconf(int);`,

  "wchar.h": `
#include <sys/_types.h>
#include <stddef.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <wctype.h>
#define WCHAR_MIN (-WCHAR_MAX - 1)
#define WCHAR_MAX __WCHAR_MAX__
#define WEOF ((wint_t)-1)
size_t wcslen(const wchar_t *);
int wcscmp(const wchar_t *, const wchar_t *);`,

  "wctype.h": `
#include <sys/_types.h>
typedef u_int32_t wctype_t;
typedef int wctrans_t;
#define WEOF ((wint_t)-1)`,
};

const apple: Record<string, string> = {
  "TargetConditionals.h": `
${defines({
  ...Object.fromEntries(words("MAC OSX").map((name) => [`TARGET_OS_${name}`, 1])),
  ...Object.fromEntries(
    words("WIN32 WINDOWS UNIX LINUX IPHONE IOS WATCH TV MACCATALYST SIMULATOR EMBEDDED DRIVERKIT BRIDGE").map(
      (name) => [`TARGET_OS_${name}`, 0],
    ),
  ),
  TARGET_RT_64_BIT: 1,
  TARGET_RT_LITTLE_ENDIAN: 1,
  TARGET_RT_BIG_ENDIAN: 0,
})}
#ifdef __arm64__
#define TARGET_CPU_ARM64 1
#define TARGET_CPU_X86_64 0
#else
#define TARGET_CPU_ARM64 0
#define TARGET_CPU_X86_64 1
#endif`,

  "mach-o/loader.h": `
#include <stdint.h>
${defines({ SEG_PAGEZERO: '"__PAGEZERO"', SEG_TEXT: '"__TEXT"', SEG_DATA: '"__DATA"', SEG_LINKEDIT: '"__LINKEDIT"' })}
#define SECT_TEXT "__text"
#define SECT_DATA "__data"
#define SECT_BSS "__bss"`,
};

const ncurses = `
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#define CURSES 1
#define CURSES_H 1
#define NCURSES_VERSION_MAJOR 6
#define NCURSES_VERSION_MINOR 0
#define NCURSES_VERSION_PATCH 20150808
#define NCURSES_VERSION "6.0"
#ifndef NCURSES_OPAQUE
#define NCURSES_OPAQUE 0
#endif
typedef unsigned chtype;
typedef unsigned mmask_t;
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

/** By the name in an `#include`; include guards are added by {@link guarded}. */
export const darwinHeaders: Record<string, string> = {
  ...types,
  ...libc,
  ...apple,
  "curses.h": ncurses,
  "ncurses.h": ncurses,
};
