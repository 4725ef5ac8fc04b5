/**
 * What every Linux with glibc and gcc 12 shares; `linux_x86_64.ts` and its like add what their architecture decides.
 */
import type { DataModel } from "../../c/data-model.ts";
import { glibcHeaders, guarded } from "./glibc.ts";
import type { PlatformDefinition } from "./platform.ts";

/** What an architecture decides. */
export interface Architecture {
  name: PlatformDefinition["name"];
  dataModel: DataModel;
  /** `#define` lines beyond those that all architectures share. */
  predefined: string;
  /** LP64: `long` and pointers have 8 bytes; ILP32: 4. */
  model: "LP64" | "ILP32";
  /** Type behind `wchar_t`, 4 bytes everywhere. */
  wchar: "int" | "long int" | "unsigned int";
  /** Attributes and builtins that only this architecture has. */
  attributes: string[];
  builtins: string[];
  headers: Record<string, string>;
  /** Joins and overrides the configuration that all share. */
  config: Record<string, string | null>;
}

/** A platform definition for Linux on one architecture. */
export function linux(architecture: Architecture): PlatformDefinition {
  return {
    name: architecture.name,
    dataModel: architecture.dataModel,
    predefined: `${gcc}\n${integers(architecture.model, architecture.wchar)}\n${architecture.predefined.trim()}\n`,
    attributes: new Set([...attributes, ...architecture.attributes]),
    builtins: new Set([...builtins, ...architecture.builtins]),
    headers: guarded({ ...glibcHeaders, ...architecture.headers }),
    config: new Map([
      ...words(`${definedTo1} ${retiredDefinedTo1}`).map((name) => [name, "1"] as const),
      ...words(undefinedNames).map((name) => [name, null] as const),
      ...Object.entries({ ...values, ...retiredValues }),
      ...Object.entries(sizes(architecture.model)),
      ...Object.entries(architecture.config),
    ]),
    retired: new Set([...words(retiredDefinedTo1), ...Object.keys(retiredValues), "VA_LIST_IS_ARRAY"]),
  };
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const gcc = `
#define __STDC__ 1
#define __STDC_VERSION__ 201710L
#define __STDC_HOSTED__ 1
#define __STDC_UTF_16__ 1
#define __STDC_UTF_32__ 1
#define __STDC_IEC_559__ 1
#define __STDC_IEC_559_COMPLEX__ 1
#define __STDC_IEC_60559_BFP__ 201404L
#define __STDC_IEC_60559_COMPLEX__ 201404L
#define __STDC_ISO_10646__ 201706L
#define _STDC_PREDEF_H 1
#define __GNUC__ 12
#define __GNUC_MINOR__ 2
#define __GNUC_PATCHLEVEL__ 0
#define __VERSION__ "12.2.0"
#define __GNUC_STDC_INLINE__ 1
#define __GXX_ABI_VERSION 1017
#define __NO_INLINE__ 1
#define __FINITE_MATH_ONLY__ 0
#define __PRAGMA_REDEFINE_EXTNAME 1
#define __HAVE_SPECULATION_SAFE_VALUE 1
#define __PIC__ 2
#define __pic__ 2
#define __ELF__ 1
#define __gnu_linux__ 1
#define __linux 1
#define __linux__ 1
#define linux 1
#define __unix 1
#define __unix__ 1
#define unix 1
#define __REGISTER_PREFIX__
#define __USER_LABEL_PREFIX__
#define __CHAR_BIT__ 8
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define __ORDER_PDP_ENDIAN__ 3412
#define __BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __ATOMIC_RELAXED 0
#define __ATOMIC_CONSUME 1
#define __ATOMIC_ACQUIRE 2
#define __ATOMIC_RELEASE 3
#define __ATOMIC_ACQ_REL 4
#define __ATOMIC_SEQ_CST 5
#define __GCC_ATOMIC_TEST_AND_SET_TRUEVAL 1
${words("BOOL CHAR CHAR16_T CHAR32_T WCHAR_T SHORT INT LONG LLONG POINTER")
  .map((type) => `#define __GCC_ATOMIC_${type}_LOCK_FREE 2`)
  .join("\n")}
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_1 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_2 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_4 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_8 1
#define __GCC_HAVE_DWARF2_CFI_ASM 1
#define __GCC_IEC_559 2
#define __GCC_IEC_559_COMPLEX 2
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_INT__ 4
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_FLOAT__ 4
#define __SIZEOF_DOUBLE__ 8
#define __SIZEOF_WCHAR_T__ 4
#define __SIZEOF_WINT_T__ 4
#define __FLT_RADIX__ 2
${floating("FLT", {
  MANT_DIG: "24",
  DIG: "6",
  DECIMAL_DIG: "9",
  MIN_EXP: "(-125)",
  MIN_10_EXP: "(-37)",
  MAX_EXP: "128",
  MAX_10_EXP: "38",
  MAX: "3.40282346638528859811704183484516925e+38F",
  NORM_MAX: "3.40282346638528859811704183484516925e+38F",
  MIN: "1.17549435082228750796873653722224568e-38F",
  EPSILON: "1.19209289550781250000000000000000000e-7F",
  DENORM_MIN: "1.40129846432481707092372958328991613e-45F",
})}
${floating("DBL", {
  MANT_DIG: "53",
  DIG: "15",
  DECIMAL_DIG: "17",
  MIN_EXP: "(-1021)",
  MIN_10_EXP: "(-307)",
  MAX_EXP: "1024",
  MAX_10_EXP: "308",
  MAX: "((double)1.79769313486231570814527423731704357e+308L)",
  NORM_MAX: "((double)1.79769313486231570814527423731704357e+308L)",
  MIN: "((double)2.22507385850720138309023271733240406e-308L)",
  EPSILON: "((double)2.22044604925031308084726333618164062e-16L)",
  DENORM_MIN: "((double)4.94065645841246544176568792868221372e-324L)",
})}`.trim();

/** The `__FLT_…__` lines of an IEEE 754 type. */
export function floating(type: "FLT" | "DBL" | "LDBL", facts: Record<string, string>): string {
  const always = { HAS_DENORM: "1", HAS_INFINITY: "1", HAS_QUIET_NAN: "1", IS_IEC_60559: "2" };
  return Object.entries({ ...facts, ...always })
    .map(([what, value]) => `#define __${type}_${what}__ ${value}`)
    .join("\n");
}

/** The integer types and their limits as gcc spells them. */
function integers(model: Architecture["model"], wchar: Architecture["wchar"]): string {
  const lp64 = model === "LP64";
  const long = { type: "long int", unsigned: "long unsigned int", suffix: "L", width: lp64 ? 64 : 32 };
  const longLong = { type: "long long int", unsigned: "long long unsigned int", suffix: "LL", width: 64 };
  const int = { type: "int", unsigned: "unsigned int", suffix: "", width: 32 };
  const short = { type: "short int", unsigned: "short unsigned int", suffix: "", width: 16 };
  const char = { type: "signed char", unsigned: "unsigned char", suffix: "", width: 8 };
  const int64 = lp64 ? long : longLong;
  const word = lp64 ? long : int;
  type Integer = typeof int;
  const max = ({ width, suffix }: Integer) => `0x7${"f".repeat(width / 4 - 1)}${suffix}`;
  // Types narrower than int promote to int: their maximum and constants have no suffix.
  const unsignedSuffix = ({ width, suffix }: Integer) => (width < 32 ? "" : `U${suffix}`);
  const unsignedMax = (integer: Integer) => `0x${"f".repeat(integer.width / 4)}${unsignedSuffix(integer)}`;
  const constant = (suffix: string) => (suffix === "" ? "c" : `c ## ${suffix}`);
  const lines: string[] = [];
  const define = (name: string, value: string | number) => lines.push(`#define ${name} ${value}`);

  if (lp64) {
    define("_LP64", 1);
    define("__LP64__", 1);
  }
  for (const [name, integer] of Object.entries({
    SCHAR: char,
    SHRT: short,
    INT: int,
    LONG: long,
    LONG_LONG: longLong,
  })) {
    define(`__${name}_MAX__`, max(integer));
    define(`__${name}_WIDTH__`, integer.width);
  }
  for (const [name, integer] of Object.entries({ LONG: long, POINTER: word, SIZE_T: word, PTRDIFF_T: word })) {
    define(`__SIZEOF_${name}__`, integer.width / 8);
  }
  for (const [name, integer] of Object.entries({ 8: char, 16: short, 32: int, 64: int64, MAX: int64 })) {
    const infix = name === "MAX" ? "MAX_" : `${name}_`;
    define(`__INT${infix}TYPE__`, integer.type);
    define(`__UINT${infix}TYPE__`, integer.unsigned);
    define(`__INT${infix}MAX__`, max(integer));
    define(`__UINT${infix}MAX__`, unsignedMax(integer));
    define(`__INT${infix}C(c)`, constant(integer.suffix));
    define(`__UINT${infix}C(c)`, constant(unsignedSuffix(integer)));
  }
  for (const [name, integer] of Object.entries({
    ...{ _LEAST8: char, _LEAST16: short, _LEAST32: int, _LEAST64: int64 },
    ...{ _FAST8: char, _FAST16: word, _FAST32: word, _FAST64: int64 },
    PTR: word,
  })) {
    define(`__INT${name}_TYPE__`, integer.type);
    define(`__UINT${name}_TYPE__`, integer.unsigned);
    define(`__INT${name}_MAX__`, max(integer));
    define(`__UINT${name}_MAX__`, unsignedMax(integer));
    define(`__INT${name}_WIDTH__`, integer.width);
  }
  define("__INTMAX_WIDTH__", 64);
  define("__SIZE_TYPE__", word.unsigned);
  define("__SIZE_MAX__", unsignedMax(word));
  define("__SIZE_WIDTH__", word.width);
  define("__PTRDIFF_TYPE__", word.type);
  define("__PTRDIFF_MAX__", max(word));
  define("__PTRDIFF_WIDTH__", word.width);
  define("__SIG_ATOMIC_TYPE__", int.type);
  define("__SIG_ATOMIC_MAX__", max(int));
  define("__SIG_ATOMIC_MIN__", "(-__SIG_ATOMIC_MAX__ - 1)");
  define("__SIG_ATOMIC_WIDTH__", 32);
  define("__WCHAR_TYPE__", wchar);
  define("__WCHAR_MAX__", wchar === "unsigned int" ? unsignedMax(int) : max(wchar === "int" ? int : long));
  define("__WCHAR_MIN__", wchar === "unsigned int" ? "0U" : "(-__WCHAR_MAX__ - 1)");
  define("__WCHAR_WIDTH__", 32);
  define("__WINT_TYPE__", int.unsigned);
  define("__WINT_MAX__", unsignedMax(int));
  define("__WINT_MIN__", "0U");
  define("__WINT_WIDTH__", 32);
  define("__CHAR16_TYPE__", short.unsigned);
  define("__CHAR32_TYPE__", int.unsigned);
  return lines.join("\n");
}

/** Of gcc 12; those that headers of CPython or its vendored code have ever asked about, and the common ones. */
const attributes = words(`
  access alias aligned alloc_align alloc_size always_inline artificial assume_aligned cleanup cold common const
  constructor copy deprecated designated_init destructor error externally_visible fallthrough flatten format format_arg
  gnu_inline hot ifunc leaf malloc may_alias mode no_instrument_function no_profile_instrument_function no_reorder
  no_sanitize no_sanitize_address no_sanitize_thread no_sanitize_undefined no_split_stack no_stack_limit
  no_stack_protector noclone noinline noipa nonnull nonstring noplt noreturn nothrow optimize packed patchable_function_entry
  pure returns_nonnull returns_twice scalar_storage_order section sentinel simd stack_protect symver target target_clones
  tls_model transparent_union unavailable uninitialized unused used vector_size visibility warn_if_not_aligned
  warn_unused_result warning weak weakref zero_call_used_regs`);

const builtins = words(`
  __atomic_add_fetch __atomic_always_lock_free __atomic_and_fetch __atomic_clear __atomic_compare_exchange
  __atomic_compare_exchange_n __atomic_exchange __atomic_exchange_n __atomic_fetch_add __atomic_fetch_and
  __atomic_fetch_nand __atomic_fetch_or __atomic_fetch_sub __atomic_fetch_xor __atomic_is_lock_free __atomic_load
  __atomic_load_n __atomic_nand_fetch __atomic_or_fetch __atomic_signal_fence __atomic_store __atomic_store_n
  __atomic_sub_fetch __atomic_test_and_set __atomic_thread_fence __atomic_xor_fetch
  __sync_synchronize __sync_fetch_and_add __sync_val_compare_and_swap __sync_bool_compare_and_swap
  __builtin_add_overflow __builtin_alloca __builtin_assume_aligned __builtin_bswap16 __builtin_bswap32
  __builtin_bswap64 __builtin_bswap128 __builtin_choose_expr __builtin_classify_type __builtin_clz __builtin_clzl
  __builtin_clzll __builtin_constant_p __builtin_copysign __builtin_ctz __builtin_ctzl __builtin_ctzll
  __builtin_dynamic_object_size __builtin_expect __builtin_expect_with_probability __builtin_extract_return_addr
  __builtin_ffs __builtin_ffsl __builtin_ffsll __builtin_fpclassify __builtin_frame_address __builtin_huge_val
  __builtin_inf __builtin_inff __builtin_isfinite __builtin_isinf __builtin_isinf_sign __builtin_isnan
  __builtin_memcmp __builtin_memcpy __builtin_memmove __builtin_memset __builtin_mul_overflow __builtin_nan
  __builtin_nanf __builtin_object_size __builtin_offsetof __builtin_parity __builtin_popcount __builtin_popcountl
  __builtin_popcountll __builtin_prefetch __builtin_return_address __builtin_sadd_overflow __builtin_saddl_overflow
  __builtin_saddll_overflow __builtin_shuffle __builtin_shufflevector __builtin_smul_overflow
  __builtin_smull_overflow __builtin_smulll_overflow __builtin_ssub_overflow __builtin_ssubl_overflow
  __builtin_ssubll_overflow __builtin_strlen __builtin_sub_overflow __builtin_thread_pointer __builtin_trap
  __builtin_types_compatible_p __builtin_uadd_overflow __builtin_uaddl_overflow __builtin_uaddll_overflow
  __builtin_umul_overflow __builtin_umull_overflow __builtin_umulll_overflow __builtin_unreachable
  __builtin_usub_overflow __builtin_usubl_overflow __builtin_usubll_overflow __builtin_va_arg __builtin_va_copy
  __builtin_va_end __builtin_va_start`);

/**
 * A plain `./configure` with the libraries that CPython's developer guide asks for. Names of all versions are in one
 * table: each `pyconfig.h.in` picks its own.
 */
const definedTo1 = `
  DOUBLE_IS_LITTLE_ENDIAN_IEEE754 ENABLE_IPV6 HAVE_ACCEPT HAVE_ACCEPT4 HAVE_ACOSH HAVE_ADDRINFO HAVE_ALARM
  HAVE_ALLOCA_H HAVE_ASINH HAVE_ASM_TYPES_H HAVE_ATANH HAVE_BIND HAVE_BIND_TEXTDOMAIN_CODESET
  HAVE_BLUETOOTH_BLUETOOTH_H HAVE_BUILTIN_ATOMIC HAVE_BZLIB_H HAVE_CHMOD HAVE_CHOWN HAVE_CHROOT HAVE_CLOCK
  HAVE_CLOCK_GETRES HAVE_CLOCK_GETTIME HAVE_CLOCK_NANOSLEEP HAVE_CLOCK_SETTIME HAVE_CLOCK_T HAVE_CLOSEFROM
  HAVE_CLOSE_RANGE HAVE_COMPUTED_GOTOS HAVE_CONFSTR HAVE_CONNECT HAVE_COPYSIGN HAVE_COPY_FILE_RANGE HAVE_CRYPT_H
  HAVE_CRYPT_R HAVE_CTERMID HAVE_CURSES_FILTER HAVE_CURSES_H HAVE_CURSES_HAS_KEY HAVE_CURSES_IMMEDOK
  HAVE_CURSES_IS_PAD HAVE_CURSES_IS_TERM_RESIZED HAVE_CURSES_RESIZETERM HAVE_CURSES_RESIZE_TERM HAVE_CURSES_SYNCOK
  HAVE_CURSES_TYPEAHEAD HAVE_CURSES_USE_ENV HAVE_CURSES_WCHGAT HAVE_DB_H HAVE_DECL_ISFINITE HAVE_DECL_ISINF
  HAVE_DECL_ISNAN HAVE_DECL_RTLD_DEEPBIND HAVE_DECL_RTLD_GLOBAL HAVE_DECL_RTLD_LAZY HAVE_DECL_RTLD_LOCAL
  HAVE_DECL_RTLD_NODELETE HAVE_DECL_RTLD_NOLOAD HAVE_DECL_RTLD_NOW HAVE_DECL_UT_NAMESIZE HAVE_DEVICE_MACROS
  HAVE_DEV_PTMX HAVE_DIRENT_D_TYPE HAVE_DIRENT_H HAVE_DIRFD HAVE_DLFCN_H HAVE_DLOPEN HAVE_DUP HAVE_DUP2 HAVE_DUP3
  HAVE_DYNAMIC_LOADING HAVE_ENDIAN_H HAVE_EPOLL HAVE_EPOLL_CREATE1 HAVE_ERF HAVE_ERFC HAVE_ERRNO_H HAVE_EVENTFD
  HAVE_EXECV HAVE_EXPLICIT_BZERO HAVE_EXPM1 HAVE_FACCESSAT HAVE_FCHDIR HAVE_FCHMOD HAVE_FCHMODAT HAVE_FCHOWN
  HAVE_FCHOWNAT HAVE_FCNTL_H HAVE_FDATASYNC HAVE_FDOPENDIR HAVE_FEXECVE HAVE_FFI_CLOSURE_ALLOC HAVE_FFI_PREP_CIF_VAR
  HAVE_FFI_PREP_CLOSURE_LOC HAVE_FINITE HAVE_FLOCK HAVE_FORK HAVE_FORKPTY HAVE_FPATHCONF HAVE_FSEEKO HAVE_FSTATAT
  HAVE_FSTATVFS HAVE_FSYNC HAVE_FTELLO HAVE_FTIME HAVE_FTRUNCATE HAVE_FUTIMENS HAVE_FUTIMES HAVE_FUTIMESAT
  HAVE_GAI_STRERROR HAVE_GAMMA HAVE_GCC_ASM_FOR_X64 HAVE_GCC_ASM_FOR_X87 HAVE_GCC_UINT128_T HAVE_GDBM_H
  HAVE_GETADDRINFO HAVE_GETC_UNLOCKED HAVE_GETEGID HAVE_GETENTROPY HAVE_GETEUID HAVE_GETGID HAVE_GETGRENT
  HAVE_GETGRGID HAVE_GETGRGID_R HAVE_GETGRNAM_R HAVE_GETGROUPLIST HAVE_GETGROUPS HAVE_GETHOSTBYADDR HAVE_GETHOSTBYNAME
  HAVE_GETHOSTBYNAME_R HAVE_GETHOSTBYNAME_R_6_ARG HAVE_GETHOSTNAME HAVE_GETITIMER HAVE_GETLOADAVG HAVE_GETLOGIN
  HAVE_GETLOGIN_R HAVE_GETNAMEINFO HAVE_GETPAGESIZE HAVE_GETPEERNAME HAVE_GETPGID HAVE_GETPGRP HAVE_GETPID
  HAVE_GETPPID HAVE_GETPRIORITY HAVE_GETPROTOBYNAME HAVE_GETPWENT HAVE_GETPWNAM_R HAVE_GETPWUID HAVE_GETPWUID_R
  HAVE_GETRANDOM HAVE_GETRANDOM_SYSCALL HAVE_GETRESGID HAVE_GETRESUID HAVE_GETRUSAGE HAVE_GETSERVBYNAME
  HAVE_GETSERVBYPORT HAVE_GETSID HAVE_GETSOCKNAME HAVE_GETSPENT HAVE_GETSPNAM HAVE_GETUID HAVE_GETWD HAVE_GRANTPT
  HAVE_GRP_H HAVE_HSTRERROR HAVE_HTOLE64 HAVE_HYPOT HAVE_IF_NAMEINDEX HAVE_INET_ATON HAVE_INET_NTOA HAVE_INET_PTON
  HAVE_INITGROUPS HAVE_INTTYPES_H HAVE_KILL HAVE_KILLPG HAVE_LANGINFO_H HAVE_LCHOWN HAVE_LGAMMA HAVE_LIBDB HAVE_LIBDL
  HAVE_LIBINTL_H HAVE_LIBREADLINE HAVE_LIBSQLITE3 HAVE_LINK HAVE_LINKAT HAVE_LINUX_AUXVEC_H HAVE_LINUX_CAN_BCM_H
  HAVE_LINUX_CAN_H HAVE_LINUX_CAN_J1939_H HAVE_LINUX_CAN_RAW_FD_FRAMES HAVE_LINUX_CAN_RAW_H
  HAVE_LINUX_CAN_RAW_JOIN_FILTERS HAVE_LINUX_FS_H HAVE_LINUX_LIMITS_H HAVE_LINUX_MEMFD_H HAVE_LINUX_NETLINK_H
  HAVE_LINUX_QRTR_H HAVE_LINUX_RANDOM_H HAVE_LINUX_SOUNDCARD_H HAVE_LINUX_TIPC_H HAVE_LINUX_VM_SOCKETS_H
  HAVE_LINUX_WAIT_H HAVE_LISTEN HAVE_LOCKF HAVE_LOG1P HAVE_LOG2 HAVE_LOGIN_TTY HAVE_LONG_DOUBLE HAVE_LSTAT
  HAVE_LUTIMES HAVE_MADVISE HAVE_MAKEDEV HAVE_MBRTOWC HAVE_MEMFD_CREATE HAVE_MEMORY_H HAVE_MEMRCHR HAVE_MKDIRAT
  HAVE_MKFIFO HAVE_MKFIFOAT HAVE_MKNOD HAVE_MKNODAT HAVE_MKTIME HAVE_MMAP HAVE_MREMAP HAVE_NANOSLEEP HAVE_NCURSESW
  HAVE_NCURSESW_CURSES_H HAVE_NCURSESW_NCURSES_H HAVE_NCURSESW_PANEL_H HAVE_NCURSES_H HAVE_NETDB_H HAVE_NETINET_IN_H
  HAVE_NETPACKET_PACKET_H HAVE_NET_ETHERNET_H HAVE_NET_IF_H HAVE_NICE HAVE_OPENAT HAVE_OPENDIR HAVE_OPENPTY
  HAVE_PANELW HAVE_PANEL_H HAVE_PATHCONF HAVE_PAUSE HAVE_PIPE HAVE_PIPE2 HAVE_POLL HAVE_POLL_H HAVE_POSIX_FADVISE
  HAVE_POSIX_FALLOCATE HAVE_POSIX_OPENPT HAVE_POSIX_SPAWN HAVE_POSIX_SPAWNP
  HAVE_POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP HAVE_PREAD HAVE_PREADV HAVE_PREADV2 HAVE_PRLIMIT HAVE_PROCESS_VM_READV
  HAVE_PROTOTYPES HAVE_PTHREAD_CONDATTR_SETCLOCK HAVE_PTHREAD_GETCPUCLOCKID HAVE_PTHREAD_H HAVE_PTHREAD_KILL
  HAVE_PTHREAD_SIGMASK HAVE_PTSNAME HAVE_PTSNAME_R HAVE_PTY_H HAVE_PWRITE HAVE_PWRITEV HAVE_PWRITEV2 HAVE_READLINK
  HAVE_READLINKAT HAVE_READV HAVE_REALPATH HAVE_RECVFROM HAVE_RENAMEAT HAVE_RL_APPEND_HISTORY HAVE_RL_CATCH_SIGNAL
  HAVE_RL_COMPDISP_FUNC_T HAVE_RL_COMPLETION_APPEND_CHARACTER HAVE_RL_COMPLETION_DISPLAY_MATCHES_HOOK
  HAVE_RL_COMPLETION_MATCHES HAVE_RL_COMPLETION_SUPPRESS_APPEND HAVE_RL_PRE_INPUT_HOOK HAVE_RL_RESIZE_TERMINAL
  HAVE_ROUND HAVE_RPC_RPC_H HAVE_SCHED_GET_PRIORITY_MAX HAVE_SCHED_H HAVE_SCHED_RR_GET_INTERVAL HAVE_SCHED_SETAFFINITY
  HAVE_SCHED_SETPARAM HAVE_SCHED_SETSCHEDULER HAVE_SEM_CLOCKWAIT HAVE_SEM_GETVALUE HAVE_SEM_OPEN HAVE_SEM_TIMEDWAIT
  HAVE_SEM_UNLINK HAVE_SENDFILE HAVE_SENDTO HAVE_SETEGID HAVE_SETEUID HAVE_SETGID HAVE_SETGROUPS HAVE_SETHOSTNAME
  HAVE_SETITIMER HAVE_SETJMP_H HAVE_SETLOCALE HAVE_SETNS HAVE_SETPGID HAVE_SETPGRP HAVE_SETPRIORITY HAVE_SETREGID
  HAVE_SETRESGID HAVE_SETRESUID HAVE_SETREUID HAVE_SETSID HAVE_SETSOCKOPT HAVE_SETUID HAVE_SETVBUF HAVE_SHADOW_H
  HAVE_SHM_OPEN HAVE_SHM_UNLINK HAVE_SHUTDOWN HAVE_SIGACTION HAVE_SIGALTSTACK HAVE_SIGFILLSET HAVE_SIGINFO_T_SI_BAND
  HAVE_SIGINTERRUPT HAVE_SIGNAL_H HAVE_SIGPENDING HAVE_SIGRELSE HAVE_SIGTIMEDWAIT HAVE_SIGWAIT HAVE_SIGWAITINFO
  HAVE_SNPRINTF HAVE_SOCKADDR_ALG HAVE_SOCKADDR_STORAGE HAVE_SOCKET HAVE_SOCKETPAIR HAVE_SOCKLEN_T HAVE_SPAWN_H
  HAVE_SPLICE HAVE_SSIZE_T HAVE_STATVFS HAVE_STAT_TV_NSEC HAVE_STDARG_PROTOTYPES HAVE_STDINT_H HAVE_STDIO_H
  HAVE_STDLIB_H HAVE_STD_ATOMIC HAVE_STRDUP HAVE_STRFTIME HAVE_STRINGS_H HAVE_STRING_H HAVE_STRSIGNAL
  HAVE_STRUCT_PASSWD_PW_GECOS HAVE_STRUCT_PASSWD_PW_PASSWD HAVE_STRUCT_STAT_ST_BLKSIZE HAVE_STRUCT_STAT_ST_BLOCKS
  HAVE_STRUCT_STAT_ST_RDEV HAVE_STRUCT_TM_TM_ZONE HAVE_SYMLINK HAVE_SYMLINKAT HAVE_SYNC HAVE_SYSCONF HAVE_SYSEXITS_H
  HAVE_SYSLOG_H HAVE_SYSTEM HAVE_SYS_AUXV_H HAVE_SYS_EPOLL_H HAVE_SYS_EVENTFD_H HAVE_SYS_FILE_H HAVE_SYS_IOCTL_H
  HAVE_SYS_MMAN_H HAVE_SYS_PARAM_H HAVE_SYS_PIDFD_H HAVE_SYS_POLL_H HAVE_SYS_RANDOM_H HAVE_SYS_RESOURCE_H
  HAVE_SYS_SELECT_H HAVE_SYS_SENDFILE_H HAVE_SYS_SOCKET_H HAVE_SYS_SOUNDCARD_H HAVE_SYS_STATVFS_H HAVE_SYS_STAT_H
  HAVE_SYS_SYSCALL_H HAVE_SYS_SYSMACROS_H HAVE_SYS_TIMERFD_H HAVE_SYS_TIMES_H HAVE_SYS_TIME_H HAVE_SYS_TYPES_H
  HAVE_SYS_UIO_H HAVE_SYS_UN_H HAVE_SYS_UTSNAME_H HAVE_SYS_WAIT_H HAVE_SYS_XATTR_H HAVE_TCGETPGRP HAVE_TCSETPGRP
  HAVE_TEMPNAM HAVE_TERMIOS_H HAVE_TERM_H HAVE_TGAMMA HAVE_TIMEGM HAVE_TIMERFD_CREATE HAVE_TIMES HAVE_TMPFILE
  HAVE_TMPNAM HAVE_TMPNAM_R HAVE_TM_ZONE HAVE_TRUNCATE HAVE_TTYNAME HAVE_TTYNAME_R HAVE_UMASK HAVE_UNAME HAVE_UNISTD_H
  HAVE_UNLINKAT HAVE_UNLOCKPT HAVE_UNSHARE HAVE_UTIMENSAT HAVE_UTIMES HAVE_UTIME_H HAVE_UTMP_H HAVE_UT_NAMESIZE
  HAVE_UUID_GENERATE_TIME_SAFE HAVE_UUID_H HAVE_VFORK HAVE_WAIT HAVE_WAIT3 HAVE_WAIT4 HAVE_WAITID HAVE_WAITPID
  HAVE_WCHAR_H HAVE_WCSCOLL HAVE_WCSFTIME HAVE_WCSXFRM HAVE_WMEMCMP HAVE_WORKING_TZSET HAVE_WRITEV
  HAVE_X509_VERIFY_PARAM_SET1_HOST HAVE_ZLIB_COPY HAVE___UINT128_T MAJOR_IN_SYSMACROS MVWDELCH_IS_EXPRESSION
  PTHREAD_KEY_T_IS_COMPATIBLE_WITH_INT PTHREAD_SYSTEM_SCHED_SUPPORTED PY_COERCE_C_LOCALE PY_HAVE_PERF_TRAMPOLINE
  PY_SQLITE_HAVE_SERIALIZE PY_SSL_DEFAULT_CIPHERS PY_SUPPORT_TIER Py_RL_STARTUP_HOOK_TAKES_ARGS SIZEOF__BOOL
  STDC_HEADERS SYS_SELECT_WITH_SYS_TIME TIME_WITH_SYS_TIME WINDOW_HAS_FLAGS WITH_DECIMAL_CONTEXTVAR WITH_DOC_STRINGS
  WITH_FREELISTS WITH_MIMALLOC WITH_PYMALLOC _ALL_SOURCE _DARWIN_C_SOURCE _GNU_SOURCE _HPUX_ALT_XOPEN_SOCKET_API
  _LARGEFILE_SOURCE _NETBSD_SOURCE _OPENBSD_SOURCE _POSIX_PTHREAD_SEMANTICS _REENTRANT _TANDEM_SOURCE
  _XOPEN_SOURCE_EXTENDED __BSD_VISIBLE __EXTENSIONS__ __STDC_WANT_IEC_60559_ATTRIBS_EXT__
  __STDC_WANT_IEC_60559_BFP_EXT__ __STDC_WANT_IEC_60559_DFP_EXT__ __STDC_WANT_IEC_60559_FUNCS_EXT__
  __STDC_WANT_IEC_60559_TYPES_EXT__ __STDC_WANT_LIB_EXT2__ __STDC_WANT_MATH_SPEC_FUNCS__
  HAVE_BACKTRACE HAVE_DLADDR1 HAVE_EXECINFO_H HAVE_LINK_H Py_REMOTE_DEBUG _Py_HAVE_PR_SET_VMA_ANON_NAME
  _Py_STACK_GROWS_DOWN`;

/** Defined to 1 by configure of versions before 3.9 alone. */
const retiredDefinedTo1 = `
  HAVE_C99_BOOL HAVE_GETCWD HAVE_GETTIMEOFDAY HAVE_INT32_T HAVE_INT64_T HAVE_LIMITS_H HAVE_LOCALE_H HAVE_LONG_LONG
  HAVE_MEMMOVE HAVE_PUTENV HAVE_SELECT HAVE_STDARG_H HAVE_STDDEF_H HAVE_STRERROR HAVE_STRPTIME HAVE_ST_BLKSIZE
  HAVE_ST_BLOCKS HAVE_ST_RDEV HAVE_UINT32_T HAVE_UINT64_T HAVE_UINTPTR_T HAVE_UNSETENV Py_USING_UNICODE
  WITH_THREAD`;

const undefinedNames = `
  AC_APPLE_UNIVERSAL_BUILD AIX_BUILDDATE AIX_GENUINE_CPLUSPLUS ALT_SOABI ANDROID_API_LEVEL
  DOUBLE_IS_ARM_MIXED_ENDIAN_IEEE754 DOUBLE_IS_BIG_ENDIAN_IEEE754 FLOAT_WORDS_BIGENDIAN FLOCK_NEEDS_LIBBSD
  GETPGRP_HAVE_ARG HAVE_ALIGNED_REQUIRED HAVE_ALTZONE HAVE_BLUETOOTH_H HAVE_BROKEN_MBSTOWCS HAVE_BROKEN_NICE
  HAVE_BROKEN_PIPE_BUF HAVE_BROKEN_POLL HAVE_BROKEN_POSIX_SEMAPHORES HAVE_BROKEN_PTHREAD_SIGMASK
  HAVE_BROKEN_SEM_GETVALUE HAVE_BROKEN_UNSETENV HAVE_CHFLAGS HAVE_CONIO_H HAVE_CTERMID_R HAVE_DECL_TZNAME HAVE_DEV_PTC
  HAVE_DIRECT_H HAVE_DYLD_SHARED_CACHE_CONTAINS_PATH HAVE_EDITLINE_READLINE_H HAVE_EXPLICIT_MEMSET HAVE_FDWALK
  HAVE_FORK1 HAVE_FSEEK64 HAVE_FTELL64 HAVE_GCC_ASM_FOR_MC68881 HAVE_GDBM_DASH_NDBM_H HAVE_GDBM_NDBM_H
  HAVE_GETHOSTBYNAME_R_3_ARG HAVE_GETHOSTBYNAME_R_5_ARG HAVE_GLIBC_MEMMOVE_BUG HAVE_IEEEFP_H HAVE_IO_H
  HAVE_IPA_PURE_CONST_BUG HAVE_KQUEUE HAVE_LARGEFILE_SUPPORT HAVE_LCHFLAGS HAVE_LCHMOD HAVE_LIBB2 HAVE_LIBDLD
  HAVE_LIBGDBM_COMPAT HAVE_LIBIEEE HAVE_LIBNDBM HAVE_LIBRESOLV HAVE_LIBSENDFILE HAVE_LIBUTIL_H HAVE_LZMA_H
  HAVE_MAXLOGNAME HAVE_MINIX_CONFIG_H HAVE_NCURSES HAVE_NCURSES_CURSES_H HAVE_NCURSES_NCURSES_H HAVE_NCURSES_PANEL_H
  HAVE_NDBM_H HAVE_NDIR_H HAVE_NETCAN_CAN_H HAVE_NETLINK_NETLINK_H HAVE_NON_UNICODE_WCHAR_T_REPRESENTATION HAVE_PANEL
  HAVE_PLOCK HAVE_PROCESS_H HAVE_PTHREAD_COND_TIMEDWAIT_RELATIVE_NP HAVE_PTHREAD_DESTRUCTOR HAVE_PTHREAD_INIT
  HAVE_PTHREAD_STUBS HAVE_READLINE_READLINE_H HAVE_RTPSPAWN HAVE_SOCKADDR_SA_LEN HAVE_STAT_TV_NSEC2 HAVE_STRLCPY
  HAVE_STROPTS_H HAVE_STRUCT_STAT_ST_BIRTHTIME HAVE_STRUCT_STAT_ST_FLAGS HAVE_STRUCT_STAT_ST_GEN HAVE_SYS_AUDIOIO_H
  HAVE_SYS_BSDTTY_H HAVE_SYS_DEVPOLL_H HAVE_SYS_DIR_H HAVE_SYS_ENDIAN_H HAVE_SYS_EVENT_H HAVE_SYS_KERN_CONTROL_H
  HAVE_SYS_LOADAVG_H HAVE_SYS_LOCK_H HAVE_SYS_MEMFD_H HAVE_SYS_MKDEV_H HAVE_SYS_MODEM_H HAVE_SYS_NDIR_H
  HAVE_SYS_SYS_DOMAIN_H HAVE_SYS_TERMIO_H HAVE_TZNAME HAVE_UCS4_TCL HAVE_USABLE_WCHAR_T HAVE_UTIL_H HAVE_UUID_CREATE
  HAVE_UUID_ENC_BE HAVE_UUID_UUID_H HAVE_ZLIB_H HAVE__GETPTY MAJOR_IN_MKDEV PACKAGE_BUGREPORT PACKAGE_NAME
  PACKAGE_STRING PACKAGE_TARNAME PACKAGE_URL PACKAGE_VERSION POSIX_SEMAPHORES_NOT_ENABLED PYLONG_BITS_IN_DIGIT
  PY_SQLITE_ENABLE_LOAD_EXTENSION PY_SSL_DEFAULT_CIPHER_STRING Py_ENABLE_SHARED Py_HASH_ALGORITHM Py_STATS
  Py_SUNOS_VERSION Py_TRACE_REFS SETPGRP_HAVE_ARG SHM_NEEDS_LIBRT SIGNED_RIGHT_SHIFT_ZERO_FILLS THREAD_STACK_SIZE
  TIMEMODULE_LIB TM_IN_SYS_TIME USE_COMPUTED_GOTOS WITH_DTRACE WITH_DYLD WITH_EDITLINE WITH_LIBINTL
  WITH_NEXT_FRAMEWORK WITH_VALGRIND X87_DOUBLE_ROUNDING _BSD_SOURCE _INCLUDE__STDC_A1_SOURCE _LARGE_FILES _MINIX
  _POSIX_1_SOURCE _POSIX_SOURCE _POSIX_THREADS _WASI_EMULATED_GETPID _WASI_EMULATED_PROCESS_CLOCKS
  _WASI_EMULATED_SIGNAL __CHAR_UNSIGNED__ clock_t const gid_t mode_t off_t pid_t signed size_t socklen_t uid_t
  BAD_EXEC_PROTOTYPES BAD_STATIC_FORWARD BEOS_THREADS C_THREADS GETTIMEOFDAY_NO_TZ HAVE_DB1_NDBM_H HAVE_DB_185_H
  HAVE_PTH HAVE_THREAD_H HURD_C_THREADS MACH_C_THREADS Py_DEBUG Py_GIL_DISABLED Py_NOGIL Py_TAIL_CALL_INTERP
  STRICT_SYSV_CURSES WITH_TSC WORDS_BIGENDIAN _Py_JIT _Py_TIER2 inline volatile`;

const values: Record<string, string> = {
  HAVE_DECL_RTLD_MEMBER: "0",
  PY_BUILTIN_HASHLIB_HASHES: '"md5,sha1,sha2,sha3,blake2"',
  PY_FORMAT_SIZE_T: '"z"',
  RETSIGTYPE: "void",
  SIZEOF_DOUBLE: "8",
  SIZEOF_FLOAT: "4",
  SIZEOF_FPOS_T: "16",
  SIZEOF_INT: "4",
  SIZEOF_LONG_LONG: "8",
  SIZEOF_OFF_T: "8",
  SIZEOF_PID_T: "4",
  SIZEOF_PTHREAD_KEY_T: "4",
  SIZEOF_SHORT: "2",
  SIZEOF_WCHAR_T: "4",
  _FILE_OFFSET_BITS: "64",
  _POSIX_C_SOURCE: "200809L",
  _PYTHONFRAMEWORK: '""',
  _XOPEN_SOURCE: "700",
};

/** Values of names that versions before 3.9 alone have. */
const retiredValues: Record<string, string> = {
  PY_FORMAT_LONG_LONG: '"ll"',
  // 3.0 to 3.2: --with-wide-unicode is not the default, and wchar_t is too wide to serve.
  PY_UNICODE_TYPE: "unsigned short",
  Py_UNICODE_SIZE: "2",
};

/** What follows from the width of `long` and pointers. */
function sizes(model: Architecture["model"]): Record<string, string> {
  const word = model === "LP64" ? "8" : "4";
  const names = words(`ALIGNOF_LONG ALIGNOF_SIZE_T SIZEOF_LONG SIZEOF_PTHREAD_T SIZEOF_SIZE_T SIZEOF_TIME_T
    SIZEOF_UINTPTR_T SIZEOF_VOID_P`);
  return Object.fromEntries(names.map((name) => [name, word]));
}
