/**
 * macOS on both architectures; `macosx_arm64.ts` and its sibling add what is specific. As in python.org's builds: a
 * universal framework built with Apple's clang.
 */
import type { DataModel } from "../../c/data-model.ts";
import { attributes, builtins, type ClangIntegers, clangHeaders, extensions, features, predefined } from "./clang.ts";
import { type ConfigureMacros, configure, each, retired } from "./configure.ts";
import { darwinHeaders } from "./darwin.ts";
import { guarded } from "./lines.ts";
import type { PlatformDefinition } from "./platform.ts";

/** What depends on the architecture. */
export interface Architecture {
  name: PlatformDefinition["name"];
  /** Documentation of its ABI. */
  sources: string;
  dataModel: DataModel;
  /** `#define` lines in addition to the common ones. */
  predefined: string;
  /** Attributes and builtins specific to this architecture. */
  attributes: string[];
  builtins: string[];
  headers: Record<string, string>;
}

const integers: ClangIntegers = {
  model: "LP64",
  word: "long",
  int64: "long long",
  int128: true,
  unsignedWchar: false,
  unsignedWint: false,
};

/** Predefined by Apple's clang on all Apple systems, as of Xcode 14. */
const apple = `
#define __STDC_NO_THREADS__ 1
#define __clang_patchlevel__ 0
#define __clang_version__ "14.0.0 (clang-1400.0.29.202)"
#define __apple_build_version__ 14000029
#define __VERSION__ "Apple LLVM 14.0.0 (clang-1400.0.29.202)"
#define __BLOCKS__ 1
#define __block __attribute__((__blocks__(byref)))
#define __weak __attribute__((objc_gc(weak)))
#define __strong
#define __unsafe_unretained
#define __nonnull _Nonnull
#define __null_unspecified _Null_unspecified
#define __nullable _Nullable
#define __APPLE__ 1
#define __APPLE_CC__ 6000
#define __MACH__ 1
#define __DYNAMIC__ 1
#define __SSP__ 1
#define __USER_LABEL_PREFIX__ _`;

/** macOS on one architecture. */
export function macosx(architecture: Architecture): PlatformDefinition {
  const headers = { ...clangHeaders, ...darwinHeaders, ...architecture.headers };
  return {
    name: architecture.name,
    support: {
      tier: 1,
      since: null,
      sources: `${architecture.sources}; LLVM 14 as Apple's, Apple's open sources, SDK of macOS 13`,
    },
    dataModel: architecture.dataModel,
    dialect: "clang",
    predefined: predefined(integers, `${apple}\n${architecture.predefined}`),
    attributes: new Set([...attributes, ...architecture.attributes]),
    builtins: new Set([...builtins, ...architecture.builtins]),
    features: new Set(features),
    extensions: new Set([...features, ...extensions]),
    headers: guarded(headers),
    pyconfig: "configure",
    systemHeaders: [],
    internal: "",
    config: new Map(Object.entries({ ...configure("LP64"), ...config })),
    configSince: new Map([["PY_HAVE_PERF_TRAMPOLINE", 15]]),
    retired: new Set(retired()),
  };
}

/** Where configure's results differ from Linux. `pymacconfig.h` corrects values that depend on the architecture. */
const config: ConfigureMacros = {
  ...each(
    `
  AC_APPLE_UNIVERSAL_BUILD HAVE_BROKEN_SEM_GETVALUE HAVE_CHFLAGS HAVE_CTERMID_R HAVE_DYLD_SHARED_CACHE_CONTAINS_PATH
  HAVE_KQUEUE HAVE_LCHFLAGS HAVE_LCHMOD HAVE_MAXLOGNAME HAVE_NDBM_H HAVE_PTHREAD_COND_TIMEDWAIT_RELATIVE_NP
  HAVE_SOCKADDR_SA_LEN HAVE_STAT_TV_NSEC2 HAVE_STRLCPY HAVE_STRUCT_STAT_ST_BIRTHTIME HAVE_STRUCT_STAT_ST_FLAGS
  HAVE_STRUCT_STAT_ST_GEN HAVE_SYSCTLBYNAME HAVE_SYS_EVENT_H HAVE_SYS_KERN_CONTROL_H HAVE_SYS_LOCK_H
  HAVE_SYS_SYS_DOMAIN_H HAVE_UTIL_H HAVE_UUID_UUID_H PY_HAVE_PERF_TRAMPOLINE WITH_DYLD WITH_NEXT_FRAMEWORK`,
    "1",
  ),
  ...each(
    `
  HAVE_ACCEPT4 HAVE_ASM_TYPES_H HAVE_BIND_TEXTDOMAIN_CODESET HAVE_BLUETOOTH_BLUETOOTH_H HAVE_CLEARENV
  HAVE_CLOCK_NANOSLEEP HAVE_CLOSEFROM HAVE_CLOSE_RANGE HAVE_COPY_FILE_RANGE HAVE_CRYPT_H HAVE_CRYPT_R
  HAVE_CURSES_IS_PAD HAVE_DLADDR1 HAVE_DL_ITERATE_PHDR HAVE_DUP3 HAVE_ENDIAN_H HAVE_EPOLL HAVE_EPOLL_CREATE1
  HAVE_EVENTFD HAVE_EXPLICIT_BZERO HAVE_FDATASYNC HAVE_FEXECVE HAVE_FUTIMESAT HAVE_GDBM_H HAVE_GETDENTS64
  HAVE_GETHOSTBYNAME_R HAVE_GETHOSTBYNAME_R_6_ARG HAVE_GETRANDOM HAVE_GETRANDOM_SYSCALL HAVE_GETRESGID HAVE_GETRESUID
  HAVE_GETSPENT HAVE_GETSPNAM HAVE_GETTID HAVE_HTOLE64 HAVE_LIBB2 HAVE_LIBDB HAVE_LIBINTL_H HAVE_LINK_H
  HAVE_LINUX_AUXVEC_H HAVE_LINUX_CAN_BCM_H HAVE_LINUX_CAN_H HAVE_LINUX_CAN_ISOTP_H HAVE_LINUX_CAN_J1939_H
  HAVE_LINUX_CAN_RAW_FD_FRAMES HAVE_LINUX_CAN_RAW_H HAVE_LINUX_CAN_RAW_JOIN_FILTERS HAVE_LINUX_FS_H
  HAVE_LINUX_LIMITS_H HAVE_LINUX_MEMFD_H HAVE_LINUX_NETFILTER_IPV4_H HAVE_LINUX_NETLINK_H HAVE_LINUX_QRTR_H
  HAVE_LINUX_RANDOM_H HAVE_LINUX_SCHED_H HAVE_LINUX_SOUNDCARD_H HAVE_LINUX_TIPC_H HAVE_LINUX_VM_SOCKETS_H
  HAVE_LINUX_WAIT_H HAVE_MEMFD_CREATE HAVE_MEMRCHR HAVE_MREMAP HAVE_NCURSESW HAVE_NCURSESW_CURSES_H
  HAVE_NCURSESW_NCURSES_H HAVE_NCURSESW_PANEL_H HAVE_NETPACKET_PACKET_H HAVE_PANELW HAVE_PIDFD_GETFD HAVE_PIDFD_OPEN
  HAVE_PIDFD_SEND_SIGNAL HAVE_PIPE2 HAVE_POSIX_FADVISE HAVE_POSIX_FALLOCATE
  HAVE_POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP HAVE_PPOLL HAVE_PREADV2 HAVE_PRLIMIT HAVE_PROCESS_VM_READV
  HAVE_PTHREAD_CONDATTR_SETCLOCK HAVE_PTHREAD_GETATTR_NP HAVE_PTHREAD_GETCPUCLOCKID HAVE_PTY_H HAVE_PWRITEV2
  HAVE_RL_APPEND_HISTORY HAVE_RL_CATCH_SIGNAL HAVE_RL_CHANGE_ENVIRONMENT HAVE_RL_COMPDISP_FUNC_T
  HAVE_RL_COMPLETION_SUPPRESS_APPEND HAVE_RL_RESIZE_TERMINAL HAVE_SCHED_RR_GET_INTERVAL HAVE_SCHED_SETAFFINITY
  HAVE_SCHED_SETPARAM HAVE_SCHED_SETSCHEDULER HAVE_SEM_CLOCKWAIT HAVE_SEM_TIMEDWAIT HAVE_SETNS HAVE_SETRESGID
  HAVE_SETRESUID HAVE_SHADOW_H HAVE_SIGTIMEDWAIT HAVE_SIGWAITINFO HAVE_SOCKADDR_ALG HAVE_SPLICE HAVE_STATX
  HAVE_STAT_TV_NSEC HAVE_STRUCT_STATX_STX_DIO_MEM_ALIGN HAVE_STRUCT_STATX_STX_MNT_ID HAVE_SYS_AUXV_H HAVE_SYS_EPOLL_H
  HAVE_SYS_EVENTFD_H HAVE_SYS_PIDFD_H HAVE_SYS_SENDFILE_H HAVE_SYS_SOUNDCARD_H HAVE_SYS_SYSMACROS_H
  HAVE_SYS_TIMERFD_H HAVE_TIMERFD_CREATE HAVE_TMPNAM_R HAVE_UNSHARE HAVE_UUID_GENERATE_TIME_SAFE HAVE_UUID_H
  HAVE_ZDICT_H HAVE_ZSTD_H MAJOR_IN_SYSMACROS PTHREAD_KEY_T_IS_COMPATIBLE_WITH_INT _POSIX_C_SOURCE _XOPEN_SOURCE
  _XOPEN_SOURCE_EXTENDED _Py_FFI_SUPPORT_C_COMPLEX _Py_HAVE_PR_SET_VMA_ANON_NAME`,
    null,
  ),
  ...each("HAVE_DECL_PR_SET_VMA_ANON_NAME HAVE_DECL_RTLD_DEEPBIND", "0"),
  // The value of the x86-64 half.
  ALIGNOF_MAX_ALIGN_T: "16",
  HAVE_GCC_ASM_FOR_X64: null,
  HAVE_GCC_ASM_FOR_X87: null,
  HAVE_USABLE_WCHAR_T: null,
  PY_SUPPORT_TIER: "1",
  SHLIB_EXT: '".so"',
  SIZEOF_FPOS_T: "8",
  SIZEOF_LONG_DOUBLE: "16",
  SIZEOF_PTHREAD_KEY_T: "8",
  SOABI_PLATFORM: '"darwin"',
  THREAD_STACK_SIZE: "0x1000000",
  VA_LIST_IS_ARRAY: null,
  X87_DOUBLE_ROUNDING: null,
  _PYTHONFRAMEWORK: '"Python"',
  _PYTHREAD_NAME_MAXLEN: "63",
  _Py_HACL_CAN_COMPILE_VEC128: "1",
  _Py_HACL_CAN_COMPILE_VEC256: "1",
  _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: "1",
  _Py_HAVE_FLOAT16: "1",
};
