/**
 * The headers of Microsoft's Universal C Runtime (Windows SDK 10.0.26100): independently written types, sizes and
 * macros that CPython's headers rely on. `test/conformance/windows.test.ts` compares with those of mingw-w64.
 * Functions are declared only where another declaration needs them, since bodies are not type-checked.
 */

import { defines, numbered, words } from "./lines.ts";
import { releaseAssert } from "./release-assert.ts";

const statMembers = (time: string, size: string) => `
  _dev_t st_dev;
  _ino_t st_ino;
  unsigned short st_mode;
  short st_nlink;
  short st_uid;
  short st_gid;
  _dev_t st_rdev;
  ${size} st_size;
  ${time} st_atime;
  ${time} st_mtime;
  ${time} st_ctime;`;

const fileModes = { _S_IFMT: "0xF000", _S_IFDIR: "0x4000", _S_IFCHR: "0x2000", _S_IFIFO: "0x1000", _S_IFREG: "0x8000" };
const permissions = { _S_IREAD: "0x0100", _S_IWRITE: "0x0080", _S_IEXEC: "0x0040" };

export const ucrtHeaders: Record<string, string> = {
  // No include guard: each inclusion obeys NDEBUG.
  "assert.h": `
#include <corecrt.h>
#undef assert
#ifdef NDEBUG
${releaseAssert}
#else
#define assert(expression) ((void)((!!(expression)) || (_wassert(#expression, __FILE__, __LINE__), 0)))
#endif
#define static_assert _Static_assert`,

  "corecrt.h": `
#include <vcruntime.h>
#define _UCRT
typedef int errno_t;
typedef unsigned short wint_t;
typedef unsigned short wctype_t;
typedef long __time32_t;
typedef __int64 __time64_t;
typedef __time64_t time_t;
typedef size_t rsize_t;
struct __crt_locale_data;
struct __crt_multibyte_data;
typedef struct __crt_locale_pointers {
  struct __crt_locale_data *locinfo;
  struct __crt_multibyte_data *mbcinfo;
} __crt_locale_pointers;
typedef __crt_locale_pointers *_locale_t;
typedef struct _Mbstatet { unsigned long _Wchar; unsigned short _Byte, _State; } _Mbstatet;
typedef _Mbstatet mbstate_t;
#define _TRUNCATE ((size_t)-1)
#define _CRT_INT_MAX 0x7fffffff
#define _countof(array) (sizeof(array) / sizeof(array[0]))`,

  "corecrt_io.h": "",

  "corecrt_wtime.h": `
#include <corecrt.h>
struct tm { int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst; };`,

  "crtdbg.h": `
#include <corecrt.h>
typedef void *_HFILE;
${defines({ _CRT_WARN: 0, _CRT_ERROR: 1, _CRT_ASSERT: 2, _CRT_ERRCNT: 3 })}
${defines({ _CRTDBG_MODE_FILE: "0x1", _CRTDBG_MODE_DEBUG: "0x2", _CRTDBG_MODE_WNDW: "0x4", _CRTDBG_REPORT_MODE: -1 })}`,

  "ctype.h": `
#include <corecrt.h>
${words("alnum alpha blank cntrl digit graph lower print punct space upper xdigit")
  .map((name) => `int is${name}(int);`)
  .join("\n")}
int tolower(int);
int toupper(int);`,

  "direct.h": `
#include <corecrt.h>
struct _diskfree_t { unsigned total_clusters, avail_clusters, sectors_per_cluster, bytes_per_sector; };`,

  "errno.h": `
#include <corecrt.h>
int *_errno(void);
#define errno (*_errno())
${numbered(
  1,
  `EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT - EBUSY EEXIST EXDEV ENODEV
  ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY - EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE - EDEADLK -
  ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY EILSEQ`,
)}
#define EDEADLOCK EDEADLK
#define STRUNCATE 80
${numbered(
  100,
  `EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EALREADY EBADMSG ECANCELED ECONNABORTED ECONNREFUSED ECONNRESET EDESTADDRREQ
  EHOSTUNREACH EIDRM EINPROGRESS EISCONN ELOOP EMSGSIZE ENETDOWN ENETRESET ENETUNREACH ENOBUFS ENODATA ENOLINK ENOMSG
  ENOPROTOOPT ENOSR ENOSTR ENOTCONN ENOTRECOVERABLE ENOTSOCK ENOTSUP EOPNOTSUPP EOTHER EOVERFLOW EOWNERDEAD EPROTO
  EPROTONOSUPPORT EPROTOTYPE ETIME ETIMEDOUT ETXTBSY EWOULDBLOCK`,
)}`,

  "fcntl.h": `
#include <corecrt.h>
${Object.entries({
  RDONLY: "0x0000",
  WRONLY: "0x0001",
  RDWR: "0x0002",
  APPEND: "0x0008",
  CREAT: "0x0100",
  TRUNC: "0x0200",
  EXCL: "0x0400",
  TEXT: "0x4000",
  BINARY: "0x8000",
  NOINHERIT: "0x0080",
  TEMPORARY: "0x0040",
  SHORT_LIVED: "0x1000",
  SEQUENTIAL: "0x0020",
  RANDOM: "0x0010",
})
  .map(([name, value]) => `#define _O_${name} ${value}\n#define O_${name} _O_${name}`)
  .join("\n")}
#define _O_RAW _O_BINARY
#define O_RAW _O_BINARY`,

  "float.h": `
#include <corecrt.h>
${defines({
  DBL_DECIMAL_DIG: 17,
  DBL_DIG: 15,
  DBL_EPSILON: "2.2204460492503131e-016",
  DBL_HAS_SUBNORM: 1,
  DBL_MANT_DIG: 53,
  DBL_MAX: "1.7976931348623158e+308",
  DBL_MAX_10_EXP: 308,
  DBL_MAX_EXP: 1024,
  DBL_MIN: "2.2250738585072014e-308",
  DBL_MIN_10_EXP: "(-307)",
  DBL_MIN_EXP: "(-1021)",
  DBL_TRUE_MIN: "4.9406564584124654e-324",
  FLT_DECIMAL_DIG: 9,
  FLT_DIG: 6,
  FLT_EPSILON: "1.192092896e-07F",
  FLT_HAS_SUBNORM: 1,
  FLT_MANT_DIG: 24,
  FLT_MAX: "3.402823466e+38F",
  FLT_MAX_10_EXP: 38,
  FLT_MAX_EXP: 128,
  FLT_MIN: "1.175494351e-38F",
  FLT_MIN_10_EXP: "(-37)",
  FLT_MIN_EXP: "(-125)",
  FLT_TRUE_MIN: "1.401298464e-45F",
  FLT_RADIX: 2,
  FLT_ROUNDS: 1,
  FLT_EVAL_METHOD: 0,
  DECIMAL_DIG: "DBL_DECIMAL_DIG",
})}
${words("DIG EPSILON HAS_SUBNORM MANT_DIG MAX MAX_10_EXP MAX_EXP MIN MIN_10_EXP MIN_EXP TRUE_MIN")
  .map((what) => `#define LDBL_${what} DBL_${what}`)
  .join("\n")}
${defines({ _MCW_EM: "0x0008001f", _MCW_RC: "0x00000300", _MCW_PC: "0x00030000", _PC_53: "0x00010000", _RC_NEAR: 0 })}`,

  "inttypes.h": `
#include <corecrt.h>
#include <stdint.h>
typedef struct { intmax_t quot; intmax_t rem; } _Lldiv_t;
typedef _Lldiv_t imaxdiv_t;
#ifdef _WIN64
#define __PRIPTR "ll"
#else
#define __PRIPTR
#endif
${words("d i o u x X")
  .flatMap((letter) => [
    ...words("8 LEAST8 FAST8").map((width) => `#define PRI${letter}${width} "hh${letter}"`),
    ...words("16 LEAST16").map((width) => `#define PRI${letter}${width} "h${letter}"`),
    ...words("32 LEAST32 FAST16 FAST32").map((width) => `#define PRI${letter}${width} "${letter}"`),
    ...words("64 LEAST64 FAST64 MAX").map((width) => `#define PRI${letter}${width} "ll${letter}"`),
    `#define PRI${letter}PTR __PRIPTR "${letter}"`,
  ])
  .join("\n")}`,

  "io.h": `
#include <corecrt_io.h>
#include <corecrt.h>
typedef unsigned long _fsize_t;
struct _finddata64i32_t {
  unsigned attrib;
  __time64_t time_create, time_access, time_write;
  _fsize_t size;
  char name[260];
};`,

  "locale.h": `
#include <corecrt.h>
${numbered(0, "LC_ALL LC_COLLATE LC_CTYPE LC_MONETARY LC_NUMERIC LC_TIME")}
#define LC_MIN LC_ALL
#define LC_MAX LC_TIME
struct lconv {
  char *decimal_point, *thousands_sep, *grouping;
  char *int_curr_symbol, *currency_symbol, *mon_decimal_point, *mon_thousands_sep, *mon_grouping;
  char *positive_sign, *negative_sign;
  char int_frac_digits, frac_digits;
  char p_cs_precedes, p_sep_by_space, n_cs_precedes, n_sep_by_space, p_sign_posn, n_sign_posn;
  wchar_t *_W_decimal_point, *_W_thousands_sep, *_W_int_curr_symbol, *_W_currency_symbol;
  wchar_t *_W_mon_decimal_point, *_W_mon_thousands_sep, *_W_positive_sign, *_W_negative_sign;
};`,

  "malloc.h": `
#include <corecrt.h>
#define alloca _alloca
#define _HEAP_MAXREQ ((size_t)-1 - 31)`,

  "math.h": `
#include <corecrt.h>
typedef float float_t;
typedef double double_t;
struct _exception { int type; char *name; double arg1, arg2, retval; };
struct _complex { double x, y; };
#define _HUGE_ENUF 1e+300
#define INFINITY ((float)(_HUGE_ENUF * _HUGE_ENUF))
#define HUGE_VAL ((double)INFINITY)
#define HUGE_VALF ((float)INFINITY)
#define HUGE_VALL ((long double)INFINITY)
#define NAN (-(float)(INFINITY * 0.0F))
${defines({
  FP_INFINITE: 1,
  FP_NAN: 2,
  FP_NORMAL: "(-1)",
  FP_SUBNORMAL: "(-2)",
  FP_ZERO: 0,
  FP_ILOGB0: "(-0x7fffffff - 1)",
  FP_ILOGBNAN: "0x7fffffff",
  MATH_ERRNO: 1,
  MATH_ERREXCEPT: 2,
  math_errhandling: "(MATH_ERRNO | MATH_ERREXCEPT)",
})}
${words("fpclassify isfinite isinf isnan isnormal signbit")
  .map((name) => `#define ${name}(x) _${name}(x)`)
  .join("\n")}
#define isunordered(x, y) _isunordered(x, y)
#define isgreater(x, y) _isgreater(x, y)
#define isless(x, y) _isless(x, y)`,

  "memory.h": `
#include <string.h>`,

  "process.h": `
#include <corecrt.h>
${defines({ _P_WAIT: 0, _P_NOWAIT: 1, _OLD_P_OVERLAY: 2, _P_NOWAITO: 3, _P_DETACH: 4, _P_OVERLAY: 2 })}`,

  "signal.h": `
#include <corecrt.h>
typedef int sig_atomic_t;
typedef void (*_crt_signal_t)(int);
${defines({
  NSIG: 23,
  SIGINT: 2,
  SIGILL: 4,
  SIGABRT_COMPAT: 6,
  SIGFPE: 8,
  SIGSEGV: 11,
  SIGTERM: 15,
  SIGBREAK: 21,
  SIGABRT: 22,
})}
${words("DFL IGN GET SGE ACK")
  .map((name, value) => `#define SIG_${name} ((_crt_signal_t)${value})`)
  .join("\n")}
#define SIG_ERR ((_crt_signal_t)-1)`,

  "stddef.h": `
#include <corecrt.h>
#include <errno.h>
typedef double max_align_t;
#define offsetof(type, member) __builtin_offsetof(type, member)`,

  "stdio.h": `
#include <corecrt.h>
#include <vadefs.h>
typedef struct _iobuf { void *_Placeholder; } FILE;
typedef __int64 fpos_t;
FILE *__acrt_iob_func(unsigned);
#define stdin (__acrt_iob_func(0))
#define stdout (__acrt_iob_func(1))
#define stderr (__acrt_iob_func(2))
#define WEOF ((wint_t)(0xFFFF))
${defines({
  EOF: "(-1)",
  BUFSIZ: 512,
  FILENAME_MAX: 260,
  FOPEN_MAX: 20,
  L_tmpnam: 260,
  TMP_MAX: "_CRT_INT_MAX",
  SEEK_CUR: 1,
  SEEK_END: 2,
  SEEK_SET: 0,
  _IOFBF: "0x0000",
  _IOLBF: "0x0040",
  _IONBF: "0x0004",
})}`,

  "stdlib.h": `
#include <corecrt.h>
#include <malloc.h>
#include <limits.h>
#include <errno.h>
typedef struct _div_t { int quot; int rem; } div_t;
typedef struct _ldiv_t { long quot; long rem; } ldiv_t;
typedef struct _lldiv_t { long long quot; long long rem; } lldiv_t;
typedef struct { unsigned char ld[10]; } _LDOUBLE;
typedef int (*_onexit_t)(void);
typedef void (*_invalid_parameter_handler)(wchar_t const *, wchar_t const *, wchar_t const *, unsigned int, uintptr_t);
int ___mb_cur_max_func(void);
#define MB_CUR_MAX ___mb_cur_max_func()
${defines({
  EXIT_SUCCESS: 0,
  EXIT_FAILURE: 1,
  RAND_MAX: "0x7fff",
  _MAX_PATH: 260,
  _MAX_DRIVE: 3,
  _MAX_DIR: 256,
  _MAX_FNAME: 256,
  _MAX_EXT: 256,
  _MAX_ENV: 32767,
})}`,

  "string.h": `
#include <corecrt.h>
#include <errno.h>
#define _NLSCMPERROR _CRT_INT_MAX`,

  "sys/stat.h": `
#include <corecrt.h>
#include <sys/types.h>
struct _stat32 {${statMembers("__time32_t", "_off_t")}
};
struct _stat64 {${statMembers("__time64_t", "__int64")}
};
struct _stat64i32 {${statMembers("__time64_t", "_off_t")}
};
struct stat {${statMembers("time_t", "_off_t")}
};
#define _stat _stat64i32
${defines(fileModes)}
${defines(permissions)}
${words("IFMT IFDIR IFCHR IFREG IREAD IWRITE IEXEC")
  .map((name) => `#define S_${name} _S_${name}`)
  .join("\n")}`,

  "sys/timeb.h": `
#include <corecrt.h>
struct __timeb64 { __time64_t time; unsigned short millitm; short timezone; short dstflag; };
struct timeb { time_t time; unsigned short millitm; short timezone; short dstflag; };`,

  "sys/types.h": `
#include <corecrt.h>
typedef unsigned short _ino_t;
typedef _ino_t ino_t;
typedef unsigned int _dev_t;
typedef _dev_t dev_t;
typedef long _off_t;
typedef _off_t off_t;`,

  "sys/utime.h": `
#include <corecrt.h>
struct utimbuf { time_t actime; time_t modtime; };`,

  "time.h": `
#include <corecrt.h>
#include <corecrt_wtime.h>
typedef long clock_t;
struct timespec { time_t tv_sec; long tv_nsec; };
struct _timespec32 { __time32_t tv_sec; long tv_nsec; };
struct _timespec64 { __time64_t tv_sec; long tv_nsec; };
#define CLOCKS_PER_SEC ((clock_t)1000)
#define CLK_TCK CLOCKS_PER_SEC
#define TIME_UTC 1`,

  "wchar.h": `
#include <corecrt.h>
#include <errno.h>
#include <vadefs.h>
#include <wctype.h>
#include <string.h>
#include <stdio.h>
#include <corecrt_wtime.h>
#include <sys/stat.h>
#define WCHAR_MIN 0x0000
#define WCHAR_MAX 0xffff`,

  "wctype.h": `
#include <corecrt.h>
typedef wchar_t wctrans_t;
#define WEOF ((wint_t)(0xFFFF))`,
};
