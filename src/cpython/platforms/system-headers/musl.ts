import type { SystemHeaderFacts } from "../system-headers.ts";

/** From musl-dev 1.2.3-1 of Debian. Made by scripts/system-headers.ts. */
export const musl: SystemHeaderFacts = {
  names: {
    "alloca.h": `alloca size_t`,
    "assert.h": `assert static_assert`,
    "ctype.h": `isalnum isalnum_l isalpha isalpha_l isascii isblank isblank_l iscntrl iscntrl_l isdigit isdigit_l
      isgraph isgraph_l islower islower_l isprint isprint_l ispunct ispunct_l isspace isspace_l
      isupper isupper_l isxdigit isxdigit_l locale_t toascii tolower tolower_l toupper toupper_l`,
    "dlfcn.h": `Dl_info RTLD_DEFAULT RTLD_DI_LINKMAP RTLD_GLOBAL RTLD_LAZY RTLD_LOCAL RTLD_NEXT RTLD_NODELETE
      RTLD_NOLOAD RTLD_NOW dladdr dlclose dlerror dlinfo dlopen dlsym`,
    "endian.h": `BIG_ENDIAN BYTE_ORDER LITTLE_ENDIAN PDP_ENDIAN be16toh be32toh be64toh betoh16 betoh32 betoh64
      htobe16 htobe32 htobe64 htole16 htole32 htole64 le16toh le32toh le64toh letoh16 letoh32 letoh64
      uint16_t uint32_t uint64_t`,
    "errno.h": `E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EADV EAFNOSUPPORT EAGAIN EALREADY EBADE EBADF EBADFD EBADMSG
      EBADR EBADRQC EBADSLT EBFONT EBUSY ECANCELED ECHILD ECHRNG ECOMM ECONNABORTED ECONNREFUSED
      ECONNRESET EDEADLK EDEADLOCK EDESTADDRREQ EDOM EDOTDOT EDQUOT EEXIST EFAULT EFBIG EHOSTDOWN
      EHOSTUNREACH EHWPOISON EIDRM EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR EISNAM
      EKEYEXPIRED EKEYREJECTED EKEYREVOKED EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC ELIBBAD ELIBEXEC
      ELIBMAX ELIBSCN ELNRNG ELOOP EMEDIUMTYPE EMFILE EMLINK EMSGSIZE EMULTIHOP ENAMETOOLONG ENAVAIL
      ENETDOWN ENETRESET ENETUNREACH ENFILE ENOANO ENOBUFS ENOCSI ENODATA ENODEV ENOENT ENOEXEC
      ENOKEY ENOLCK ENOLINK ENOMEDIUM ENOMEM ENOMSG ENONET ENOPKG ENOPROTOOPT ENOSPC ENOSR ENOSTR
      ENOSYS ENOTBLK ENOTCONN ENOTDIR ENOTEMPTY ENOTNAM ENOTRECOVERABLE ENOTSOCK ENOTSUP ENOTTY
      ENOTUNIQ ENXIO EOPNOTSUPP EOVERFLOW EOWNERDEAD EPERM EPFNOSUPPORT EPIPE EPROTO EPROTONOSUPPORT
      EPROTOTYPE ERANGE EREMCHG EREMOTE EREMOTEIO ERESTART ERFKILL EROFS ESHUTDOWN ESOCKTNOSUPPORT
      ESPIPE ESRCH ESRMNT ESTALE ESTRPIPE ETIME ETIMEDOUT ETOOMANYREFS ETXTBSY EUCLEAN EUNATCH EUSERS
      EWOULDBLOCK EXDEV EXFULL errno program_invocation_name program_invocation_short_name`,
    "fcntl.h": `AT_EACCESS AT_EMPTY_PATH AT_FDCWD AT_NO_AUTOMOUNT AT_RECURSIVE AT_REMOVEDIR AT_STATX_DONT_SYNC
      AT_STATX_FORCE_SYNC AT_STATX_SYNC_AS_STAT AT_STATX_SYNC_TYPE AT_SYMLINK_FOLLOW
      AT_SYMLINK_NOFOLLOW DN_ACCESS DN_ATTRIB DN_CREATE DN_DELETE DN_MODIFY DN_MULTISHOT DN_RENAME
      FALLOC_FL_KEEP_SIZE FALLOC_FL_PUNCH_HOLE FAPPEND FASYNC FD_CLOEXEC FFSYNC FNDELAY FNONBLOCK
      F_ADD_SEALS F_CANCELLK F_DUPFD F_DUPFD_CLOEXEC F_GETFD F_GETFL F_GETLEASE F_GETLK F_GETLK64
      F_GETOWN F_GETOWNER_UIDS F_GETOWN_EX F_GETPIPE_SZ F_GETSIG F_GET_FILE_RW_HINT F_GET_RW_HINT
      F_GET_SEALS F_LOCK F_NOTIFY F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_OK F_OWNER_GID F_OWNER_PGRP
      F_OWNER_PID F_OWNER_TID F_RDLCK F_SEAL_FUTURE_WRITE F_SEAL_GROW F_SEAL_SEAL F_SEAL_SHRINK
      F_SEAL_WRITE F_SETFD F_SETFL F_SETLEASE F_SETLK F_SETLK64 F_SETLKW F_SETLKW64 F_SETOWN
      F_SETOWN_EX F_SETPIPE_SZ F_SETSIG F_SET_FILE_RW_HINT F_SET_RW_HINT F_TEST F_TLOCK F_ULOCK
      F_UNLCK F_WRLCK MAX_HANDLE_SZ O_ACCMODE O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT O_DIRECTORY
      O_DSYNC O_EXCL O_EXEC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH
      O_RDONLY O_RDWR O_RSYNC O_SEARCH O_SYNC O_TMPFILE O_TRUNC O_TTY_INIT O_WRONLY
      POSIX_FADV_DONTNEED POSIX_FADV_NOREUSE POSIX_FADV_NORMAL POSIX_FADV_RANDOM
      POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED RWF_WRITE_LIFE_NOT_SET RWH_WRITE_LIFE_EXTREME
      RWH_WRITE_LIFE_LONG RWH_WRITE_LIFE_MEDIUM RWH_WRITE_LIFE_NONE RWH_WRITE_LIFE_SHORT R_OK
      SEEK_CUR SEEK_END SEEK_SET SPLICE_F_GIFT SPLICE_F_MORE SPLICE_F_MOVE SPLICE_F_NONBLOCK
      SYNC_FILE_RANGE_WAIT_AFTER SYNC_FILE_RANGE_WAIT_BEFORE SYNC_FILE_RANGE_WRITE S_IRGRP S_IROTH
      S_IRUSR S_IRWXG S_IRWXO S_IRWXU S_ISGID S_ISUID S_ISVTX S_IWGRP S_IWOTH S_IWUSR S_IXGRP S_IXOTH
      S_IXUSR W_OK X_OK creat creat64 fallocate fallocate64 fcntl flock64 lockf lockf64 loff_t mode_t
      name_to_handle_at off64_t off_t open open64 open_by_handle_at openat openat64 pid_t
      posix_fadvise posix_fadvise64 posix_fallocate posix_fallocate64 readahead size_t splice ssize_t
      sync_file_range tee vmsplice`,
    "float.h": `DBL_DECIMAL_DIG DBL_DIG DBL_EPSILON DBL_HAS_SUBNORM DBL_MANT_DIG DBL_MAX DBL_MAX_10_EXP DBL_MAX_EXP
      DBL_MIN DBL_MIN_10_EXP DBL_MIN_EXP DBL_TRUE_MIN DECIMAL_DIG FLT_DECIMAL_DIG FLT_DIG FLT_EPSILON
      FLT_EVAL_METHOD FLT_HAS_SUBNORM FLT_MANT_DIG FLT_MAX FLT_MAX_10_EXP FLT_MAX_EXP FLT_MIN
      FLT_MIN_10_EXP FLT_MIN_EXP FLT_RADIX FLT_ROUNDS FLT_TRUE_MIN LDBL_DECIMAL_DIG LDBL_DIG
      LDBL_EPSILON LDBL_HAS_SUBNORM LDBL_MANT_DIG LDBL_MAX LDBL_MAX_10_EXP LDBL_MAX_EXP LDBL_MIN
      LDBL_MIN_10_EXP LDBL_MIN_EXP LDBL_TRUE_MIN`,
    "inttypes.h": `PRIX16 PRIX32 PRIX64 PRIX8 PRIXFAST16 PRIXFAST32 PRIXFAST64 PRIXFAST8 PRIXLEAST16 PRIXLEAST32
      PRIXLEAST64 PRIXLEAST8 PRIXMAX PRIXPTR PRId16 PRId32 PRId64 PRId8 PRIdFAST16 PRIdFAST32
      PRIdFAST64 PRIdFAST8 PRIdLEAST16 PRIdLEAST32 PRIdLEAST64 PRIdLEAST8 PRIdMAX PRIdPTR PRIi16
      PRIi32 PRIi64 PRIi8 PRIiFAST16 PRIiFAST32 PRIiFAST64 PRIiFAST8 PRIiLEAST16 PRIiLEAST32
      PRIiLEAST64 PRIiLEAST8 PRIiMAX PRIiPTR PRIo16 PRIo32 PRIo64 PRIo8 PRIoFAST16 PRIoFAST32
      PRIoFAST64 PRIoFAST8 PRIoLEAST16 PRIoLEAST32 PRIoLEAST64 PRIoLEAST8 PRIoMAX PRIoPTR PRIu16
      PRIu32 PRIu64 PRIu8 PRIuFAST16 PRIuFAST32 PRIuFAST64 PRIuFAST8 PRIuLEAST16 PRIuLEAST32
      PRIuLEAST64 PRIuLEAST8 PRIuMAX PRIuPTR PRIx16 PRIx32 PRIx64 PRIx8 PRIxFAST16 PRIxFAST32
      PRIxFAST64 PRIxFAST8 PRIxLEAST16 PRIxLEAST32 PRIxLEAST64 PRIxLEAST8 PRIxMAX PRIxPTR SCNd16
      SCNd32 SCNd64 SCNd8 SCNdFAST16 SCNdFAST32 SCNdFAST64 SCNdFAST8 SCNdLEAST16 SCNdLEAST32
      SCNdLEAST64 SCNdLEAST8 SCNdMAX SCNdPTR SCNi16 SCNi32 SCNi64 SCNi8 SCNiFAST16 SCNiFAST32
      SCNiFAST64 SCNiFAST8 SCNiLEAST16 SCNiLEAST32 SCNiLEAST64 SCNiLEAST8 SCNiMAX SCNiPTR SCNo16
      SCNo32 SCNo64 SCNo8 SCNoFAST16 SCNoFAST32 SCNoFAST64 SCNoFAST8 SCNoLEAST16 SCNoLEAST32
      SCNoLEAST64 SCNoLEAST8 SCNoMAX SCNoPTR SCNu16 SCNu32 SCNu64 SCNu8 SCNuFAST16 SCNuFAST32
      SCNuFAST64 SCNuFAST8 SCNuLEAST16 SCNuLEAST32 SCNuLEAST64 SCNuLEAST8 SCNuMAX SCNuPTR SCNx16
      SCNx32 SCNx64 SCNx8 SCNxFAST16 SCNxFAST32 SCNxFAST64 SCNxFAST8 SCNxLEAST16 SCNxLEAST32
      SCNxLEAST64 SCNxLEAST8 SCNxMAX SCNxPTR imaxabs imaxdiv imaxdiv_t strtoimax strtoumax wchar_t
      wcstoimax wcstoumax`,
    "limits.h": `ARG_MAX BC_BASE_MAX BC_DIM_MAX BC_SCALE_MAX BC_STRING_MAX CHARCLASS_NAME_MAX CHAR_BIT CHAR_MAX
      CHAR_MIN COLL_WEIGHTS_MAX DELAYTIMER_MAX EXPR_NEST_MAX FILESIZEBITS HOST_NAME_MAX INT_MAX
      INT_MIN IOV_MAX LINE_MAX LLONG_MAX LLONG_MIN LOGIN_NAME_MAX LONG_BIT LONG_MAX LONG_MIN
      MB_LEN_MAX MQ_PRIO_MAX NAME_MAX NGROUPS_MAX NL_ARGMAX NL_LANGMAX NL_MSGMAX NL_NMAX NL_SETMAX
      NL_TEXTMAX NZERO PAGESIZE PAGE_SIZE PATH_MAX PIPE_BUF PTHREAD_DESTRUCTOR_ITERATIONS
      PTHREAD_KEYS_MAX PTHREAD_STACK_MIN RE_DUP_MAX SCHAR_MAX SCHAR_MIN SEM_NSEMS_MAX SEM_VALUE_MAX
      SHRT_MAX SHRT_MIN SSIZE_MAX SYMLOOP_MAX TTY_NAME_MAX TZNAME_MAX UCHAR_MAX UINT_MAX ULLONG_MAX
      ULONG_MAX USHRT_MAX WORD_BIT`,
    "locale.h": `LC_ALL LC_ALL_MASK LC_COLLATE LC_COLLATE_MASK LC_CTYPE LC_CTYPE_MASK LC_GLOBAL_LOCALE LC_MESSAGES
      LC_MESSAGES_MASK LC_MONETARY LC_MONETARY_MASK LC_NUMERIC LC_NUMERIC_MASK LC_TIME LC_TIME_MASK
      NULL duplocale freelocale locale_t localeconv newlocale setlocale uselocale`,
    "math.h": `FP_ILOGB0 FP_ILOGBNAN FP_INFINITE FP_NAN FP_NORMAL FP_SUBNORMAL FP_ZERO HUGE HUGE_VAL HUGE_VALF
      HUGE_VALL INFINITY MATH_ERREXCEPT MATH_ERRNO M_1_PI M_2_PI M_2_SQRTPI M_E M_LN10 M_LN2 M_LOG10E
      M_LOG2E M_PI M_PI_2 M_PI_4 M_SQRT1_2 M_SQRT2 NAN acos acosf acosh acoshf acoshl acosl asin
      asinf asinh asinhf asinhl asinl atan atan2 atan2f atan2l atanf atanh atanhf atanhl atanl cbrt
      cbrtf cbrtl ceil ceilf ceill copysign copysignf copysignl cos cosf cosh coshf coshl cosl
      double_t drem dremf erf erfc erfcf erfcl erff erfl exp exp10 exp10f exp10l exp2 exp2f exp2l
      expf expl expm1 expm1f expm1l fabs fabsf fabsl fdim fdimf fdiml finite finitef float_t floor
      floorf floorl fma fmaf fmal fmax fmaxf fmaxl fmin fminf fminl fmod fmodf fmodl fpclassify frexp
      frexpf frexpl hypot hypotf hypotl ilogb ilogbf ilogbl isfinite isgreater isgreaterequal isinf
      isless islessequal islessgreater isnan isnormal isunordered j0 j0f j1 j1f jn jnf ldexp ldexpf
      ldexpl lgamma lgamma_r lgammaf lgammaf_r lgammal lgammal_r llrint llrintf llrintl llround
      llroundf llroundl log log10 log10f log10l log1p log1pf log1pl log2 log2f log2l logb logbf logbl
      logf logl lrint lrintf lrintl lround lroundf lroundl math_errhandling modf modff modfl nan nanf
      nanl nearbyint nearbyintf nearbyintl nextafter nextafterf nextafterl nexttoward nexttowardf
      nexttowardl pow pow10 pow10f pow10l powf powl remainder remainderf remainderl remquo remquof
      remquol rint rintf rintl round roundf roundl scalb scalbf scalbln scalblnf scalblnl scalbn
      scalbnf scalbnl signbit signgam significand significandf sin sincos sincosf sincosl sinf sinh
      sinhf sinhl sinl sqrt sqrtf sqrtl tan tanf tanh tanhf tanhl tanl tgamma tgammaf tgammal trunc
      truncf truncl y0 y0f y1 y1f yn ynf`,
    "pthread.h": `PTHREAD_BARRIER_SERIAL_THREAD PTHREAD_CANCELED PTHREAD_CANCEL_ASYNCHRONOUS PTHREAD_CANCEL_DEFERRED
      PTHREAD_CANCEL_DISABLE PTHREAD_CANCEL_ENABLE PTHREAD_CANCEL_MASKED PTHREAD_COND_INITIALIZER
      PTHREAD_CREATE_DETACHED PTHREAD_CREATE_JOINABLE PTHREAD_EXPLICIT_SCHED PTHREAD_INHERIT_SCHED
      PTHREAD_MUTEX_DEFAULT PTHREAD_MUTEX_ERRORCHECK PTHREAD_MUTEX_INITIALIZER PTHREAD_MUTEX_NORMAL
      PTHREAD_MUTEX_RECURSIVE PTHREAD_MUTEX_ROBUST PTHREAD_MUTEX_STALLED PTHREAD_NULL
      PTHREAD_ONCE_INIT PTHREAD_PRIO_INHERIT PTHREAD_PRIO_NONE PTHREAD_PRIO_PROTECT
      PTHREAD_PROCESS_PRIVATE PTHREAD_PROCESS_SHARED PTHREAD_RWLOCK_INITIALIZER PTHREAD_SCOPE_PROCESS
      PTHREAD_SCOPE_SYSTEM pthread_atfork pthread_attr_destroy pthread_attr_getdetachstate
      pthread_attr_getguardsize pthread_attr_getinheritsched pthread_attr_getschedparam
      pthread_attr_getschedpolicy pthread_attr_getscope pthread_attr_getstack
      pthread_attr_getstacksize pthread_attr_init pthread_attr_setdetachstate
      pthread_attr_setguardsize pthread_attr_setinheritsched pthread_attr_setschedparam
      pthread_attr_setschedpolicy pthread_attr_setscope pthread_attr_setstack
      pthread_attr_setstacksize pthread_attr_t pthread_barrier_destroy pthread_barrier_init
      pthread_barrier_t pthread_barrier_wait pthread_barrierattr_destroy
      pthread_barrierattr_getpshared pthread_barrierattr_init pthread_barrierattr_setpshared
      pthread_barrierattr_t pthread_cancel pthread_cleanup_pop pthread_cleanup_push
      pthread_cond_broadcast pthread_cond_destroy pthread_cond_init pthread_cond_signal
      pthread_cond_t pthread_cond_timedwait pthread_cond_wait pthread_condattr_destroy
      pthread_condattr_getclock pthread_condattr_getpshared pthread_condattr_init
      pthread_condattr_setclock pthread_condattr_setpshared pthread_condattr_t pthread_create
      pthread_detach pthread_equal pthread_exit pthread_getaffinity_np pthread_getattr_default_np
      pthread_getattr_np pthread_getconcurrency pthread_getcpuclockid pthread_getname_np
      pthread_getschedparam pthread_getspecific pthread_join pthread_key_create pthread_key_delete
      pthread_key_t pthread_mutex_consistent pthread_mutex_destroy pthread_mutex_getprioceiling
      pthread_mutex_init pthread_mutex_lock pthread_mutex_setprioceiling pthread_mutex_t
      pthread_mutex_timedlock pthread_mutex_trylock pthread_mutex_unlock pthread_mutexattr_destroy
      pthread_mutexattr_getprioceiling pthread_mutexattr_getprotocol pthread_mutexattr_getpshared
      pthread_mutexattr_getrobust pthread_mutexattr_gettype pthread_mutexattr_init
      pthread_mutexattr_setprioceiling pthread_mutexattr_setprotocol pthread_mutexattr_setpshared
      pthread_mutexattr_setrobust pthread_mutexattr_settype pthread_mutexattr_t pthread_once
      pthread_once_t pthread_rwlock_destroy pthread_rwlock_init pthread_rwlock_rdlock
      pthread_rwlock_t pthread_rwlock_timedrdlock pthread_rwlock_timedwrlock pthread_rwlock_tryrdlock
      pthread_rwlock_trywrlock pthread_rwlock_unlock pthread_rwlock_wrlock pthread_rwlockattr_destroy
      pthread_rwlockattr_getpshared pthread_rwlockattr_init pthread_rwlockattr_setpshared
      pthread_rwlockattr_t pthread_self pthread_setaffinity_np pthread_setattr_default_np
      pthread_setcancelstate pthread_setcanceltype pthread_setconcurrency pthread_setname_np
      pthread_setschedparam pthread_setschedprio pthread_setspecific pthread_spin_destroy
      pthread_spin_init pthread_spin_lock pthread_spin_trylock pthread_spin_unlock pthread_spinlock_t
      pthread_t pthread_testcancel pthread_timedjoin_np pthread_tryjoin_np sigset_t`,
    "sched.h": `CLONE_CHILD_CLEARTID CLONE_CHILD_SETTID CLONE_DETACHED CLONE_FILES CLONE_FS CLONE_IO CLONE_NEWCGROUP
      CLONE_NEWIPC CLONE_NEWNET CLONE_NEWNS CLONE_NEWPID CLONE_NEWTIME CLONE_NEWUSER CLONE_NEWUTS
      CLONE_PARENT CLONE_PARENT_SETTID CLONE_PIDFD CLONE_PTRACE CLONE_SETTLS CLONE_SIGHAND
      CLONE_SYSVSEM CLONE_THREAD CLONE_UNTRACED CLONE_VFORK CLONE_VM CPU_ALLOC CPU_ALLOC_SIZE CPU_AND
      CPU_AND_S CPU_CLR CPU_CLR_S CPU_COUNT CPU_COUNT_S CPU_EQUAL CPU_EQUAL_S CPU_FREE CPU_ISSET
      CPU_ISSET_S CPU_OR CPU_OR_S CPU_SET CPU_SETSIZE CPU_SET_S CPU_XOR CPU_XOR_S CPU_ZERO CPU_ZERO_S
      CSIGNAL SCHED_BATCH SCHED_DEADLINE SCHED_FIFO SCHED_IDLE SCHED_OTHER SCHED_RESET_ON_FORK
      SCHED_RR calloc clone cpu_set_t free memcmp memcpy memset pid_t sched_get_priority_max
      sched_get_priority_min sched_getaffinity sched_getcpu sched_getparam sched_getscheduler
      sched_rr_get_interval sched_setaffinity sched_setparam sched_setscheduler sched_yield setns
      size_t time_t unshare`,
    "semaphore.h": `SEM_FAILED sem_close sem_destroy sem_getvalue sem_init sem_open sem_post sem_t sem_timedwait
      sem_trywait sem_unlink sem_wait time_t`,
    "setjmp.h": `jmp_buf longjmp setjmp sigjmp_buf siglongjmp sigsetjmp`,
    "signal.h": `BUS_ADRALN BUS_ADRERR BUS_MCEERR_AO BUS_MCEERR_AR BUS_OBJERR CLD_CONTINUED CLD_DUMPED CLD_EXITED
      CLD_KILLED CLD_STOPPED CLD_TRAPPED FPE_FLTDIV FPE_FLTINV FPE_FLTOVF FPE_FLTRES FPE_FLTSUB
      FPE_FLTUND FPE_INTDIV FPE_INTOVF ILL_BADSTK ILL_COPROC ILL_ILLADR ILL_ILLOPC ILL_ILLOPN
      ILL_ILLTRP ILL_PRVOPC ILL_PRVREG MINSIGSTKSZ NSIG POLL_ERR POLL_HUP POLL_IN POLL_MSG POLL_OUT
      POLL_PRI REG_CR2 REG_CSGSFS REG_EFL REG_ERR REG_OLDMASK REG_R10 REG_R11 REG_R12 REG_R13 REG_R14
      REG_R15 REG_R8 REG_R9 REG_RAX REG_RBP REG_RBX REG_RCX REG_RDI REG_RDX REG_RIP REG_RSI REG_RSP
      REG_TRAPNO SA_EXPOSE_TAGBITS SA_NOCLDSTOP SA_NOCLDWAIT SA_NODEFER SA_NOMASK SA_ONESHOT
      SA_ONSTACK SA_RESETHAND SA_RESTART SA_RESTORER SA_SIGINFO SA_UNSUPPORTED SEGV_ACCERR
      SEGV_BNDERR SEGV_MAPERR SEGV_MTEAERR SEGV_MTESERR SEGV_PKUERR SIGABRT SIGALRM SIGBUS SIGCHLD
      SIGCONT SIGEV_NONE SIGEV_SIGNAL SIGEV_THREAD SIGEV_THREAD_ID SIGFPE SIGHUP SIGILL SIGINT SIGIO
      SIGIOT SIGKILL SIGPIPE SIGPOLL SIGPROF SIGPWR SIGQUIT SIGRTMAX SIGRTMIN SIGSEGV SIGSTKFLT
      SIGSTKSZ SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN SIGTTOU SIGUNUSED SIGURG SIGUSR1
      SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ SIG_BLOCK SIG_DFL SIG_ERR SIG_HOLD SIG_IGN
      SIG_SETMASK SIG_UNBLOCK SI_ASYNCIO SI_ASYNCNL SI_KERNEL SI_MESGQ SI_QUEUE SI_SIGIO SI_TIMER
      SI_TKILL SI_USER SS_AUTODISARM SS_DISABLE SS_FLAG_BITS SS_ONSTACK SYS_SECCOMP SYS_USER_DISPATCH
      TRAP_BRANCH TRAP_BRKPT TRAP_HWBKPT TRAP_TRACE TRAP_UNK bsd_signal clock_t fpregset_t greg_t
      gregset_t kill killpg mcontext_t pid_t psiginfo psignal pthread_attr_t pthread_kill
      pthread_sigmask pthread_t raise sa_handler sa_sigaction si_addr si_addr_lsb si_arch si_band
      si_call_addr si_fd si_int si_lower si_overrun si_pid si_pkey si_ptr si_status si_stime
      si_syscall si_timerid si_uid si_upper si_utime si_value sig_atomic_t sig_t sigaction sigaddset
      sigaltstack sigandset sigdelset sigemptyset sigev_notify_attributes sigev_notify_function
      sigev_notify_thread_id sigfillset sighandler_t sighold sigignore siginfo_t siginterrupt
      sigisemptyset sigismember signal sigorset sigpause sigpending sigprocmask sigqueue sigrelse
      sigset sigset_t sigsuspend sigtimedwait sigwait sigwaitinfo size_t stack_t time_t ucontext_t
      uid_t`,
    "stdalign.h": `alignas alignof`,
    "stdarg.h": `va_arg va_copy va_end va_list va_start`,
    "stdatomic.h": `ATOMIC_BOOL_LOCK_FREE ATOMIC_CHAR16_T_LOCK_FREE ATOMIC_CHAR32_T_LOCK_FREE ATOMIC_CHAR_LOCK_FREE
      ATOMIC_FLAG_INIT ATOMIC_INT_LOCK_FREE ATOMIC_LLONG_LOCK_FREE ATOMIC_LONG_LOCK_FREE
      ATOMIC_POINTER_LOCK_FREE ATOMIC_SHORT_LOCK_FREE ATOMIC_VAR_INIT ATOMIC_WCHAR_T_LOCK_FREE
      atomic_bool atomic_char atomic_char16_t atomic_char32_t atomic_compare_exchange_strong
      atomic_compare_exchange_strong_explicit atomic_compare_exchange_weak
      atomic_compare_exchange_weak_explicit atomic_exchange atomic_exchange_explicit atomic_fetch_add
      atomic_fetch_add_explicit atomic_fetch_and atomic_fetch_and_explicit atomic_fetch_or
      atomic_fetch_or_explicit atomic_fetch_sub atomic_fetch_sub_explicit atomic_fetch_xor
      atomic_fetch_xor_explicit atomic_flag atomic_flag_clear atomic_flag_clear_explicit
      atomic_flag_test_and_set atomic_flag_test_and_set_explicit atomic_init atomic_int
      atomic_int_fast16_t atomic_int_fast32_t atomic_int_fast64_t atomic_int_fast8_t
      atomic_int_least16_t atomic_int_least32_t atomic_int_least64_t atomic_int_least8_t
      atomic_intmax_t atomic_intptr_t atomic_is_lock_free atomic_llong atomic_load
      atomic_load_explicit atomic_long atomic_ptrdiff_t atomic_schar atomic_short atomic_signal_fence
      atomic_size_t atomic_store atomic_store_explicit atomic_thread_fence atomic_uchar atomic_uint
      atomic_uint_fast16_t atomic_uint_fast32_t atomic_uint_fast64_t atomic_uint_fast8_t
      atomic_uint_least16_t atomic_uint_least32_t atomic_uint_least64_t atomic_uint_least8_t
      atomic_uintmax_t atomic_uintptr_t atomic_ullong atomic_ulong atomic_ushort atomic_wchar_t
      int16_t int32_t int64_t int8_t int_fast16_t int_fast32_t int_fast64_t int_fast8_t int_least16_t
      int_least32_t int_least64_t int_least8_t intmax_t intptr_t kill_dependency max_align_t
      memory_order memory_order_acq_rel memory_order_acquire memory_order_consume
      memory_order_relaxed memory_order_release memory_order_seq_cst ptrdiff_t size_t uint16_t
      uint32_t uint64_t uint8_t uint_fast16_t uint_fast32_t uint_fast64_t uint_fast8_t uint_least16_t
      uint_least32_t uint_least64_t uint_least8_t uintmax_t uintptr_t wchar_t`,
    "stdbool.h": `bool false true`,
    "stddef.h": `NULL max_align_t offsetof ptrdiff_t size_t wchar_t`,
    "stdint.h": `INT16_C INT16_MAX INT16_MIN INT32_C INT32_MAX INT32_MIN INT64_C INT64_MAX INT64_MIN INT8_C INT8_MAX
      INT8_MIN INTMAX_C INTMAX_MAX INTMAX_MIN INTPTR_MAX INTPTR_MIN INT_FAST16_MAX INT_FAST16_MIN
      INT_FAST32_MAX INT_FAST32_MIN INT_FAST64_MAX INT_FAST64_MIN INT_FAST8_MAX INT_FAST8_MIN
      INT_LEAST16_MAX INT_LEAST16_MIN INT_LEAST32_MAX INT_LEAST32_MIN INT_LEAST64_MAX INT_LEAST64_MIN
      INT_LEAST8_MAX INT_LEAST8_MIN PTRDIFF_MAX PTRDIFF_MIN SIG_ATOMIC_MAX SIG_ATOMIC_MIN SIZE_MAX
      UINT16_C UINT16_MAX UINT32_C UINT32_MAX UINT64_C UINT64_MAX UINT8_C UINT8_MAX UINTMAX_C
      UINTMAX_MAX UINTPTR_MAX UINT_FAST16_MAX UINT_FAST32_MAX UINT_FAST64_MAX UINT_FAST8_MAX
      UINT_LEAST16_MAX UINT_LEAST32_MAX UINT_LEAST64_MAX UINT_LEAST8_MAX WCHAR_MAX WCHAR_MIN WINT_MAX
      WINT_MIN int16_t int32_t int64_t int8_t int_fast16_t int_fast32_t int_fast64_t int_fast8_t
      int_least16_t int_least32_t int_least64_t int_least8_t intmax_t intptr_t uint16_t uint32_t
      uint64_t uint8_t uint_fast16_t uint_fast32_t uint_fast64_t uint_fast8_t uint_least16_t
      uint_least32_t uint_least64_t uint_least8_t uintmax_t uintptr_t`,
    "stdio.h": `BUFSIZ EOF FILE FILENAME_MAX FOPEN_MAX L_ctermid L_cuserid L_tmpnam NULL P_tmpdir SEEK_CUR SEEK_END
      SEEK_SET TMP_MAX asprintf clearerr clearerr_unlocked cookie_close_function_t
      cookie_io_functions_t cookie_read_function_t cookie_seek_function_t cookie_write_function_t
      ctermid cuserid dprintf fclose fdopen feof feof_unlocked ferror ferror_unlocked fflush
      fflush_unlocked fgetc fgetc_unlocked fgetln fgetpos fgetpos64 fgets fgets_unlocked fileno
      fileno_unlocked flockfile fmemopen fopen fopen64 fopencookie fpos64_t fpos_t fprintf fputc
      fputc_unlocked fputs fputs_unlocked fread fread_unlocked freopen freopen64 fscanf fseek fseeko
      fseeko64 fsetpos fsetpos64 ftell ftello ftello64 ftrylockfile funlockfile fwrite
      fwrite_unlocked getc getc_unlocked getchar getchar_unlocked getdelim getline getw off64_t off_t
      open_memstream pclose perror popen printf putc putc_unlocked putchar putchar_unlocked puts putw
      remove rename renameat rewind scanf setbuf setbuffer setlinebuf setvbuf size_t snprintf sprintf
      sscanf ssize_t stderr stdin stdout tempnam tmpfile tmpfile64 tmpnam ungetc va_list vasprintf
      vdprintf vfprintf vfscanf vprintf vscanf vsnprintf vsprintf vsscanf`,
    "stdlib.h": `EXIT_FAILURE EXIT_SUCCESS MB_CUR_MAX NULL RAND_MAX WCOREDUMP WEXITSTATUS WIFCONTINUED WIFEXITED
      WIFSIGNALED WIFSTOPPED WNOHANG WSTOPSIG WTERMSIG WUNTRACED _Exit a64l abort abs aligned_alloc
      at_quick_exit atexit atof atoi atol atoll bsearch calloc clearenv div div_t drand48 ecvt
      erand48 exit fcvt free gcvt getenv getloadavg getsubopt grantpt initstate jrand48 l64a labs
      lcong48 ldiv ldiv_t llabs lldiv lldiv_t lrand48 malloc mblen mbstowcs mbtowc memalign mkdtemp
      mkostemp mkostemp64 mkostemps mkostemps64 mkstemp mkstemp64 mkstemps mkstemps64 mktemp mrand48
      nrand48 posix_memalign posix_openpt ptsname ptsname_r putenv qsort qsort_r quick_exit rand
      rand_r random realloc reallocarray realpath secure_getenv seed48 setenv setkey setstate srand
      srand48 srandom strtod strtod_l strtof strtof_l strtol strtold strtold_l strtoll strtoul
      strtoull system unlockpt unsetenv valloc wchar_t wcstombs wctomb`,
    "string.h": `NULL basename explicit_bzero memccpy memchr memcmp memcpy memmem memmove mempcpy memrchr memset
      stpcpy stpncpy strcasestr strcat strchr strchrnul strcmp strcoll strcoll_l strcpy strcspn
      strdup strdupa strerror strerror_l strerror_r strlcat strlcpy strlen strncat strncmp strncpy
      strndup strnlen strpbrk strrchr strsep strsignal strspn strstr strtok strtok_r strverscmp
      strxfrm strxfrm_l`,
    "strings.h": `bcmp bcopy bzero ffs ffsl ffsll index locale_t rindex size_t strcasecmp strcasecmp_l strncasecmp
      strncasecmp_l`,
    "sys/param.h": `CANBSIZ DEV_BSIZE MAX MAXHOSTNAMELEN MAXNAMLEN MAXPATHLEN MAXSYMLINKS MIN NBBY NCARGS NGROUPS NOFILE
      NOGROUP PRIO_MAX PRIO_MIN PRIO_PGRP PRIO_PROCESS PRIO_USER RLIM64_INFINITY RLIM64_SAVED_CUR
      RLIM64_SAVED_MAX RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_DATA RLIMIT_FSIZE RLIMIT_LOCKS
      RLIMIT_MEMLOCK RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_NLIMITS RLIMIT_NOFILE RLIMIT_NPROC RLIMIT_RSS
      RLIMIT_RTPRIO RLIMIT_RTTIME RLIMIT_SIGPENDING RLIMIT_STACK RLIM_INFINITY RLIM_NLIMITS
      RLIM_SAVED_CUR RLIM_SAVED_MAX RUSAGE_CHILDREN RUSAGE_SELF RUSAGE_THREAD clrbit getpriority
      getrlimit getrlimit64 getrusage howmany id_t isclr isset pid_t powerof2 prlimit prlimit64
      rlim64_t rlim_t rlimit64 roundup setbit setpriority setrlimit setrlimit64`,
    "sys/prctl.h": `PR_CAPBSET_DROP PR_CAPBSET_READ PR_CAP_AMBIENT PR_CAP_AMBIENT_CLEAR_ALL PR_CAP_AMBIENT_IS_SET
      PR_CAP_AMBIENT_LOWER PR_CAP_AMBIENT_RAISE PR_ENDIAN_BIG PR_ENDIAN_LITTLE PR_ENDIAN_PPC_LITTLE
      PR_FPEMU_NOPRINT PR_FPEMU_SIGFPE PR_FP_EXC_ASYNC PR_FP_EXC_DISABLED PR_FP_EXC_DIV PR_FP_EXC_INV
      PR_FP_EXC_NONRECOV PR_FP_EXC_OVF PR_FP_EXC_PRECISE PR_FP_EXC_RES PR_FP_EXC_SW_ENABLE
      PR_FP_EXC_UND PR_FP_MODE_FR PR_FP_MODE_FRE PR_GET_CHILD_SUBREAPER PR_GET_DUMPABLE PR_GET_ENDIAN
      PR_GET_FPEMU PR_GET_FPEXC PR_GET_FP_MODE PR_GET_IO_FLUSHER PR_GET_KEEPCAPS PR_GET_NAME
      PR_GET_NO_NEW_PRIVS PR_GET_PDEATHSIG PR_GET_SECCOMP PR_GET_SECUREBITS PR_GET_SPECULATION_CTRL
      PR_GET_TAGGED_ADDR_CTRL PR_GET_THP_DISABLE PR_GET_TID_ADDRESS PR_GET_TIMERSLACK PR_GET_TIMING
      PR_GET_TSC PR_GET_UNALIGN PR_MCE_KILL PR_MCE_KILL_CLEAR PR_MCE_KILL_DEFAULT PR_MCE_KILL_EARLY
      PR_MCE_KILL_GET PR_MCE_KILL_LATE PR_MCE_KILL_SET PR_MPX_DISABLE_MANAGEMENT
      PR_MPX_ENABLE_MANAGEMENT PR_MTE_TAG_MASK PR_MTE_TAG_SHIFT PR_MTE_TCF_ASYNC PR_MTE_TCF_MASK
      PR_MTE_TCF_NONE PR_MTE_TCF_SHIFT PR_MTE_TCF_SYNC PR_PAC_APDAKEY PR_PAC_APDBKEY PR_PAC_APGAKEY
      PR_PAC_APIAKEY PR_PAC_APIBKEY PR_PAC_GET_ENABLED_KEYS PR_PAC_RESET_KEYS PR_PAC_SET_ENABLED_KEYS
      PR_SET_CHILD_SUBREAPER PR_SET_DUMPABLE PR_SET_ENDIAN PR_SET_FPEMU PR_SET_FPEXC PR_SET_FP_MODE
      PR_SET_IO_FLUSHER PR_SET_KEEPCAPS PR_SET_MM PR_SET_MM_ARG_END PR_SET_MM_ARG_START
      PR_SET_MM_AUXV PR_SET_MM_BRK PR_SET_MM_END_CODE PR_SET_MM_END_DATA PR_SET_MM_ENV_END
      PR_SET_MM_ENV_START PR_SET_MM_EXE_FILE PR_SET_MM_MAP PR_SET_MM_MAP_SIZE PR_SET_MM_START_BRK
      PR_SET_MM_START_CODE PR_SET_MM_START_DATA PR_SET_MM_START_STACK PR_SET_NAME PR_SET_NO_NEW_PRIVS
      PR_SET_PDEATHSIG PR_SET_PTRACER PR_SET_PTRACER_ANY PR_SET_SECCOMP PR_SET_SECUREBITS
      PR_SET_SPECULATION_CTRL PR_SET_SYSCALL_USER_DISPATCH PR_SET_TAGGED_ADDR_CTRL PR_SET_THP_DISABLE
      PR_SET_TIMERSLACK PR_SET_TIMING PR_SET_TSC PR_SET_UNALIGN PR_SPEC_DISABLE
      PR_SPEC_DISABLE_NOEXEC PR_SPEC_ENABLE PR_SPEC_FORCE_DISABLE PR_SPEC_INDIRECT_BRANCH
      PR_SPEC_NOT_AFFECTED PR_SPEC_PRCTL PR_SPEC_STORE_BYPASS PR_SVE_GET_VL PR_SVE_SET_VL
      PR_SVE_SET_VL_ONEXEC PR_SVE_VL_INHERIT PR_SVE_VL_LEN_MASK PR_SYS_DISPATCH_OFF
      PR_SYS_DISPATCH_ON PR_TAGGED_ADDR_ENABLE PR_TASK_PERF_EVENTS_DISABLE PR_TASK_PERF_EVENTS_ENABLE
      PR_TIMING_STATISTICAL PR_TIMING_TIMESTAMP PR_TSC_ENABLE PR_TSC_SIGSEGV PR_UNALIGN_NOPRINT
      PR_UNALIGN_SIGBUS SYSCALL_DISPATCH_FILTER_ALLOW SYSCALL_DISPATCH_FILTER_BLOCK prctl`,
    "sys/select.h": `FD_CLR FD_ISSET FD_SET FD_SETSIZE FD_ZERO NFDBITS fd_mask fd_set pselect select sigset_t size_t
      suseconds_t time_t`,
    "sys/stat.h": `S_IEXEC S_IFBLK S_IFCHR S_IFDIR S_IFIFO S_IFLNK S_IFMT S_IFREG S_IFSOCK S_IREAD S_IRGRP S_IROTH
      S_IRUSR S_IRWXG S_IRWXO S_IRWXU S_ISBLK S_ISCHR S_ISDIR S_ISFIFO S_ISGID S_ISLNK S_ISREG
      S_ISSOCK S_ISUID S_ISVTX S_IWGRP S_IWOTH S_IWRITE S_IWUSR S_IXGRP S_IXOTH S_IXUSR S_TYPEISMQ
      S_TYPEISSEM S_TYPEISSHM S_TYPEISTMO UTIME_NOW UTIME_OMIT blkcnt64_t blkcnt_t blksize_t chmod
      dev_t fchmod fchmodat fsblkcnt64_t fsfilcnt64_t fstat fstat64 fstatat fstatat64 futimens gid_t
      ino64_t ino_t lchmod lstat lstat64 mkdir mkdirat mkfifo mkfifoat mknod mknodat mode_t nlink_t
      off64_t off_t st_atime st_ctime st_mtime stat stat64 time_t uid_t umask utimensat`,
    "sys/time.h": `ITIMER_PROF ITIMER_REAL ITIMER_VIRTUAL TIMESPEC_TO_TIMEVAL TIMEVAL_TO_TIMESPEC adjtime futimes
      futimesat getitimer gettimeofday lutimes setitimer settimeofday timeradd timerclear timercmp
      timerisset timersub utimes`,
    "sys/types.h": `blkcnt64_t blkcnt_t blksize_t caddr_t clock_t clockid_t dev_t fsblkcnt64_t fsblkcnt_t fsfilcnt64_t
      fsfilcnt_t gid_t id_t ino64_t ino_t int16_t int32_t int64_t int8_t key_t mode_t nlink_t off64_t
      off_t pid_t pthread_attr_t pthread_barrier_t pthread_barrierattr_t pthread_cond_t
      pthread_condattr_t pthread_key_t pthread_mutex_t pthread_mutexattr_t pthread_once_t
      pthread_rwlock_t pthread_rwlockattr_t pthread_spinlock_t pthread_t quad_t register_t ssize_t
      timer_t u_char u_int u_int16_t u_int32_t u_int64_t u_int8_t u_long u_quad_t u_short uid_t uint
      ulong useconds_t ushort`,
    "time.h": `CLOCKS_PER_SEC CLOCK_BOOTTIME CLOCK_BOOTTIME_ALARM CLOCK_MONOTONIC CLOCK_MONOTONIC_COARSE
      CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME CLOCK_REALTIME_ALARM
      CLOCK_REALTIME_COARSE CLOCK_SGI_CYCLE CLOCK_TAI CLOCK_THREAD_CPUTIME_ID NULL TIMER_ABSTIME
      TIME_UTC asctime asctime_r clock clock_getcpuclockid clock_getres clock_gettime clock_nanosleep
      clock_settime clock_t clockid_t ctime ctime_r daylight difftime getdate getdate_err gmtime
      gmtime_r locale_t localtime localtime_r mktime nanosleep pid_t sigevent size_t stime strftime
      strftime_l strptime time time_t timegm timer_create timer_delete timer_getoverrun timer_gettime
      timer_settime timer_t timespec_get timezone tzname tzset`,
    "unistd.h": `F_LOCK F_OK F_TEST F_TLOCK F_ULOCK L_INCR L_SET L_XTND NULL POSIX_CLOSE_RESTART R_OK SEEK_CUR
      SEEK_DATA SEEK_END SEEK_HOLE SEEK_SET STDERR_FILENO STDIN_FILENO STDOUT_FILENO W_OK X_OK _exit
      access acct alarm brk chdir chown chroot close confstr copy_file_range crypt ctermid daemon dup
      dup2 dup3 eaccess encrypt endusershell environ euidaccess execl execle execlp execv execve
      execvp execvpe faccessat fchdir fchown fchownat fdatasync fexecve fork fpathconf fsync
      ftruncate ftruncate64 get_current_dir_name getcwd getdomainname getdtablesize getegid
      getentropy geteuid getgid getgroups gethostid gethostname getlogin getlogin_r getopt
      getpagesize getpass getpgid getpgrp getpid getppid getresgid getresuid getsid gettid getuid
      getusershell gid_t intptr_t isatty issetugid lchown link linkat lockf lockf64 lseek lseek64
      nice off64_t off_t optarg opterr optind optopt optreset pathconf pause pid_t pipe pipe2
      posix_close pread pread64 pwrite pwrite64 read readlink readlinkat rmdir sbrk setdomainname
      setegid seteuid setgid setgroups sethostname setpgid setpgrp setregid setresgid setresuid
      setreuid setsid setuid setusershell size_t sleep ssize_t swab symlink symlinkat sync syncfs
      syscall sysconf tcgetpgrp tcsetpgrp truncate truncate64 ttyname ttyname_r ualarm uid_t unlink
      unlinkat useconds_t usleep vfork vhangup write`,
    "wchar.h": `FILE NULL WCHAR_MAX WCHAR_MIN WEOF btowc fgetwc fgetwc_unlocked fgetws fgetws_unlocked fputwc
      fputwc_unlocked fputws fputws_unlocked fwide fwprintf fwscanf getwc getwc_unlocked getwchar
      getwchar_unlocked iswalnum iswalpha iswblank iswcntrl iswctype iswdigit iswgraph iswlower
      iswprint iswpunct iswspace iswupper iswxdigit locale_t mbrlen mbrtowc mbsinit mbsnrtowcs
      mbsrtowcs mbstate_t open_wmemstream putwc putwc_unlocked putwchar putwchar_unlocked size_t
      swprintf swscanf tm towlower towupper ungetwc va_list vfwprintf vfwscanf vswprintf vswscanf
      vwprintf vwscanf wchar_t wcpcpy wcpncpy wcrtomb wcscasecmp wcscasecmp_l wcscat wcschr wcscmp
      wcscoll wcscoll_l wcscpy wcscspn wcsdup wcsftime wcsftime_l wcslen wcsncasecmp wcsncasecmp_l
      wcsncat wcsncmp wcsncpy wcsnlen wcsnrtombs wcspbrk wcsrchr wcsrtombs wcsspn wcsstr wcstod
      wcstof wcstok wcstol wcstold wcstoll wcstoul wcstoull wcswcs wcswidth wcsxfrm wcsxfrm_l wctob
      wctype wctype_t wcwidth wint_t wmemchr wmemcmp wmemcpy wmemmove wmemset wprintf wscanf`,
    "wctype.h": `WEOF iswalnum iswalnum_l iswalpha iswalpha_l iswblank iswblank_l iswcntrl iswcntrl_l iswctype
      iswctype_l iswdigit iswdigit_l iswgraph iswgraph_l iswlower iswlower_l iswprint iswprint_l
      iswpunct iswpunct_l iswspace iswspace_l iswupper iswupper_l iswxdigit iswxdigit_l locale_t
      towctrans towctrans_l towlower towlower_l towupper towupper_l wctrans wctrans_l wctrans_t
      wctype wctype_l wctype_t wint_t`,
  },
  tags: {
    "fcntl.h": `f_owner_ex file_handle flock iovec`,
    "locale.h": `lconv`,
    "sched.h": `cpu_set_t sched_param timespec`,
    "semaphore.h": `timespec`,
    "signal.h": `sigaction sigaltstack sigcontext sigevent sigval timespec ucontext`,
    "stdatomic.h": `atomic_flag`,
    "sys/param.h": `rlimit rusage`,
    "sys/prctl.h": `prctl_mm_map`,
    "sys/select.h": `timespec timeval`,
    "sys/stat.h": `stat timespec`,
    "sys/time.h": `itimerval timezone`,
    "time.h": `itimerspec timespec tm`,
  },
  namesElsewhere: {
    "aio.h": `off64_t off_t ssize_t`,
    "arpa/inet.h": `gid_t pid_t size_t ssize_t uid_t`,
    "dirent.h": `ino64_t ino_t off64_t off_t size_t`,
    "getopt.h": `getopt optarg opterr optind optopt optreset`,
    "glob.h": `size_t`,
    "grp.h": `FILE gid_t setgroups size_t`,
    "iconv.h": `size_t`,
    "ifaddrs.h": `gid_t pid_t size_t ssize_t uid_t`,
    "langinfo.h": `locale_t`,
    "lastlog.h": `pid_t suseconds_t time_t`,
    "libgen.h": `basename`,
    "link.h": `size_t`,
    "malloc.h": `calloc free malloc memalign realloc size_t valloc`,
    "mntent.h": `FILE`,
    "monetary.h": `locale_t size_t ssize_t`,
    "mqueue.h": `pthread_attr_t sigevent size_t ssize_t time_t`,
    "net/if.h": `gid_t pid_t size_t ssize_t uid_t`,
    "netdb.h": `gid_t pid_t size_t ssize_t uid_t`,
    "netinet/igmp.h": `gid_t pid_t size_t ssize_t uid_t`,
    "netinet/in.h": `gid_t pid_t size_t ssize_t uid_t`,
    "netinet/ip.h": `gid_t pid_t size_t ssize_t uid_t`,
    "netinet/ip6.h": `gid_t pid_t size_t ssize_t uid_t`,
    "netinet/ip_icmp.h": `gid_t pid_t size_t ssize_t uid_t`,
    "poll.h": `sigset_t time_t`,
    "pty.h": `pid_t`,
    "pwd.h": `FILE gid_t size_t uid_t`,
    "regex.h": `size_t`,
    "resolv.h": `gid_t pid_t ssize_t uid_t`,
    "search.h": `size_t`,
    "shadow.h": `FILE size_t`,
    "spawn.h": `mode_t pid_t sigset_t`,
    "stdint-gcc.h": `INT16_C INT16_MAX INT16_MIN INT32_C INT32_MAX INT32_MIN INT64_C INT64_MAX INT64_MIN INT8_C INT8_MAX
      INT8_MIN INTMAX_C INTMAX_MAX INTMAX_MIN INTPTR_MAX INTPTR_MIN INT_FAST16_MAX INT_FAST16_MIN
      INT_FAST32_MAX INT_FAST32_MIN INT_FAST64_MAX INT_FAST64_MIN INT_FAST8_MAX INT_FAST8_MIN
      INT_LEAST16_MAX INT_LEAST16_MIN INT_LEAST32_MAX INT_LEAST32_MIN INT_LEAST64_MAX INT_LEAST64_MIN
      INT_LEAST8_MAX INT_LEAST8_MIN PTRDIFF_MAX PTRDIFF_MIN SIG_ATOMIC_MAX SIG_ATOMIC_MIN SIZE_MAX
      UINT16_C UINT16_MAX UINT32_C UINT32_MAX UINT64_C UINT64_MAX UINT8_C UINT8_MAX UINTMAX_C
      UINTMAX_MAX UINTPTR_MAX UINT_FAST16_MAX UINT_FAST32_MAX UINT_FAST64_MAX UINT_FAST8_MAX
      UINT_LEAST16_MAX UINT_LEAST32_MAX UINT_LEAST64_MAX UINT_LEAST8_MAX WCHAR_MAX WCHAR_MIN WINT_MAX
      WINT_MIN`,
    "sys/acct.h": `acct`,
    "sys/dir.h": `ino64_t ino_t off64_t off_t size_t`,
    "sys/fanotify.h": `fsblkcnt64_t fsblkcnt_t fsfilcnt64_t fsfilcnt_t`,
    "sys/file.h": `L_INCR L_SET L_XTND`,
    "sys/fsuid.h": `gid_t uid_t`,
    "sys/ipc.h": `gid_t key_t mode_t uid_t`,
    "sys/mman.h": `mode_t off64_t off_t size_t ssize_t`,
    "sys/msg.h": `gid_t key_t mode_t pid_t size_t ssize_t time_t uid_t`,
    "sys/poll.h": `sigset_t time_t`,
    "sys/random.h": `size_t ssize_t`,
    "sys/resource.h": `PRIO_MAX PRIO_MIN PRIO_PGRP PRIO_PROCESS PRIO_USER RLIM64_INFINITY RLIM64_SAVED_CUR RLIM64_SAVED_MAX
      RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_DATA RLIMIT_FSIZE RLIMIT_LOCKS RLIMIT_MEMLOCK
      RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_NLIMITS RLIMIT_NOFILE RLIMIT_NPROC RLIMIT_RSS RLIMIT_RTPRIO
      RLIMIT_RTTIME RLIMIT_SIGPENDING RLIMIT_STACK RLIM_INFINITY RLIM_NLIMITS RLIM_SAVED_CUR
      RLIM_SAVED_MAX RUSAGE_CHILDREN RUSAGE_SELF RUSAGE_THREAD getpriority getrlimit getrlimit64
      getrusage id_t pid_t prlimit prlimit64 rlim64_t rlim_t rlimit64 setpriority setrlimit
      setrlimit64`,
    "sys/sem.h": `gid_t key_t mode_t pid_t size_t time_t uid_t`,
    "sys/shm.h": `gid_t key_t mode_t pid_t size_t time_t uid_t`,
    "sys/signalfd.h": `sigset_t`,
    "sys/socket.h": `gid_t pid_t size_t ssize_t uid_t`,
    "sys/statfs.h": `fsblkcnt64_t fsblkcnt_t fsfilcnt64_t fsfilcnt_t`,
    "sys/statvfs.h": `fsblkcnt64_t fsblkcnt_t fsfilcnt64_t fsfilcnt_t`,
    "sys/syslog.h": `va_list`,
    "sys/termios.h": `pid_t`,
    "sys/timeb.h": `time_t`,
    "sys/times.h": `clock_t`,
    "sys/timex.h": `clockid_t`,
    "sys/uio.h": `off64_t off_t pid_t size_t ssize_t`,
    "sys/un.h": `size_t strlen`,
    "sys/vfs.h": `fsblkcnt64_t fsblkcnt_t fsfilcnt64_t fsfilcnt_t`,
    "sys/wait.h": `PRIO_MAX PRIO_MIN PRIO_PGRP PRIO_PROCESS PRIO_USER RLIM64_INFINITY RLIM64_SAVED_CUR RLIM64_SAVED_MAX
      RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_DATA RLIMIT_FSIZE RLIMIT_LOCKS RLIMIT_MEMLOCK
      RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_NLIMITS RLIMIT_NOFILE RLIMIT_NPROC RLIMIT_RSS RLIMIT_RTPRIO
      RLIMIT_RTTIME RLIMIT_SIGPENDING RLIMIT_STACK RLIM_INFINITY RLIM_NLIMITS RLIM_SAVED_CUR
      RLIM_SAVED_MAX RUSAGE_CHILDREN RUSAGE_SELF RUSAGE_THREAD WCOREDUMP WEXITSTATUS WIFCONTINUED
      WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WSTOPSIG WTERMSIG WUNTRACED getpriority getrlimit
      getrlimit64 getrusage id_t prlimit prlimit64 rlim64_t rlim_t rlimit64 setpriority setrlimit
      setrlimit64`,
    "sys/xattr.h": `size_t ssize_t`,
    "syslog.h": `va_list`,
    "termios.h": `pid_t`,
    "uchar.h": `mbstate_t size_t`,
    "unwind.h": `int16_t int32_t int64_t int8_t int_fast16_t int_fast32_t int_fast64_t int_fast8_t int_least16_t
      int_least32_t int_least64_t int_least8_t intmax_t intptr_t uint16_t uint32_t uint64_t uint8_t
      uint_fast16_t uint_fast32_t uint_fast64_t uint_fast8_t uint_least16_t uint_least32_t
      uint_least64_t uint_least8_t uintmax_t uintptr_t`,
    "utime.h": `time_t`,
    "utmp.h": `pid_t suseconds_t time_t`,
    "utmpx.h": `pid_t suseconds_t time_t`,
    "wait.h": `PRIO_MAX PRIO_MIN PRIO_PGRP PRIO_PROCESS PRIO_USER RLIM64_INFINITY RLIM64_SAVED_CUR RLIM64_SAVED_MAX
      RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_DATA RLIMIT_FSIZE RLIMIT_LOCKS RLIMIT_MEMLOCK
      RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_NLIMITS RLIMIT_NOFILE RLIMIT_NPROC RLIMIT_RSS RLIMIT_RTPRIO
      RLIMIT_RTTIME RLIMIT_SIGPENDING RLIMIT_STACK RLIM_INFINITY RLIM_NLIMITS RLIM_SAVED_CUR
      RLIM_SAVED_MAX RUSAGE_CHILDREN RUSAGE_SELF RUSAGE_THREAD WCOREDUMP WEXITSTATUS WIFCONTINUED
      WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WSTOPSIG WTERMSIG WUNTRACED getpriority getrlimit
      getrlimit64 getrusage id_t prlimit prlimit64 rlim64_t rlim_t rlimit64 setpriority setrlimit
      setrlimit64`,
    "wordexp.h": `size_t`,
  },
  tagsElsewhere: {
    "arpa/inet.h": `iovec`,
    "ifaddrs.h": `iovec`,
    "lastlog.h": `timeval`,
    "mqueue.h": `timespec`,
    "net/ethernet.h": `iovec`,
    "net/if.h": `iovec`,
    "net/if_arp.h": `iovec`,
    "net/route.h": `iovec`,
    "netdb.h": `iovec`,
    "netinet/ether.h": `iovec`,
    "netinet/icmp6.h": `iovec`,
    "netinet/if_ether.h": `iovec`,
    "netinet/igmp.h": `iovec`,
    "netinet/in.h": `iovec`,
    "netinet/ip.h": `iovec`,
    "netinet/ip6.h": `iovec`,
    "netinet/ip_icmp.h": `iovec`,
    "netinet/tcp.h": `iovec`,
    "poll.h": `timespec`,
    "resolv.h": `iovec`,
    "sys/poll.h": `timespec`,
    "sys/resource.h": `rlimit rusage`,
    "sys/sem.h": `timespec`,
    "sys/socket.h": `iovec`,
    "sys/uio.h": `iovec`,
    "sys/wait.h": `rlimit rusage`,
    "utmp.h": `timeval`,
    "utmpx.h": `timeval`,
    "wait.h": `rlimit rusage`,
  },
  includes: {
    "acc_prof.h": `stddef.h`,
    "aio.h": `features.h signal.h time.h`,
    "ammintrin.h": `alloca.h features.h stdlib.h`,
    "arpa/inet.h": `features.h inttypes.h stdint.h`,
    "arpa/nameser.h": `stddef.h stdint.h`,
    "arpa/nameser_compat.h": `stddef.h stdint.h`,
    "assert.h": `features.h`,
    "byteswap.h": `features.h stdint.h`,
    "ctype.h": `features.h`,
    "dirent.h": `features.h`,
    "dlfcn.h": `features.h`,
    "elf.h": `stdint.h`,
    "emmintrin.h": `alloca.h features.h stdlib.h`,
    "endian.h": `features.h`,
    "err.h": `features.h stdarg.h`,
    "errno.h": `features.h`,
    "fcntl.h": `features.h`,
    "fts.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "ftw.h": `features.h sys/stat.h`,
    "glob.h": `features.h`,
    "grp.h": `features.h`,
    "iconv.h": `features.h`,
    "ifaddrs.h": `features.h inttypes.h stdint.h`,
    "immintrin.h": `alloca.h features.h stddef.h stdlib.h`,
    "inttypes.h": `features.h stdint.h`,
    "langinfo.h": `features.h`,
    "lastlog.h": `features.h`,
    "limits.h": `features.h`,
    "link.h": `stdint.h`,
    "locale.h": `features.h`,
    "math.h": `features.h`,
    "memory.h": `features.h string.h strings.h`,
    "mm_malloc.h": `alloca.h features.h stdlib.h`,
    "monetary.h": `features.h`,
    "mqueue.h": `features.h`,
    "net/ethernet.h": `endian.h features.h inttypes.h stdint.h sys/select.h sys/types.h`,
    "net/if.h": `features.h`,
    "net/if_arp.h": `endian.h features.h inttypes.h stdint.h sys/select.h sys/types.h`,
    "net/route.h": `endian.h features.h inttypes.h stdint.h sys/select.h sys/types.h`,
    "netdb.h": `features.h inttypes.h stdint.h`,
    "netinet/ether.h": `endian.h features.h inttypes.h stdint.h sys/select.h sys/types.h`,
    "netinet/icmp6.h": `endian.h features.h inttypes.h stdint.h string.h strings.h sys/select.h sys/types.h`,
    "netinet/if_ether.h": `endian.h features.h inttypes.h stdint.h sys/select.h sys/types.h`,
    "netinet/igmp.h": `features.h inttypes.h stdint.h`,
    "netinet/in.h": `features.h inttypes.h stdint.h`,
    "netinet/in_systm.h": `stdint.h`,
    "netinet/ip.h": `features.h inttypes.h stdint.h`,
    "netinet/ip6.h": `features.h inttypes.h stdint.h`,
    "netinet/ip_icmp.h": `features.h inttypes.h stdint.h`,
    "netinet/tcp.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "netinet/udp.h": `features.h stdint.h`,
    "nmmintrin.h": `alloca.h features.h stdlib.h`,
    "openacc.h": `stddef.h`,
    "pmmintrin.h": `alloca.h features.h stdlib.h`,
    "poll.h": `features.h`,
    "pthread.h": `features.h sched.h time.h`,
    "pty.h": `features.h`,
    "pwd.h": `features.h`,
    "quadmath.h": `alloca.h features.h stdlib.h`,
    "quadmath_weak.h": `alloca.h features.h stdlib.h`,
    "regex.h": `features.h`,
    "resolv.h": `features.h inttypes.h stddef.h stdint.h`,
    "sched.h": `features.h`,
    "search.h": `features.h`,
    "semaphore.h": `fcntl.h features.h`,
    "setjmp.h": `features.h`,
    "signal.h": `features.h`,
    "smmintrin.h": `alloca.h features.h stdlib.h`,
    "spawn.h": `features.h`,
    "stdio.h": `features.h`,
    "stdio_ext.h": `features.h stdio.h`,
    "stdlib.h": `alloca.h features.h`,
    "stdnoreturn.h": `features.h`,
    "string.h": `features.h strings.h`,
    "sys/acct.h": `features.h stdint.h time.h`,
    "sys/auxv.h": `stdint.h`,
    "sys/dir.h": `features.h`,
    "sys/epoll.h": `endian.h fcntl.h features.h stdint.h sys/select.h sys/types.h`,
    "sys/errno.h": `errno.h features.h`,
    "sys/eventfd.h": `fcntl.h features.h stdint.h`,
    "sys/fanotify.h": `features.h`,
    "sys/fcntl.h": `fcntl.h features.h`,
    "sys/inotify.h": `fcntl.h features.h stdint.h`,
    "sys/io.h": `features.h`,
    "sys/ipc.h": `features.h`,
    "sys/mman.h": `features.h`,
    "sys/msg.h": `features.h`,
    "sys/mtio.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/param.h": `endian.h features.h limits.h sys/select.h sys/time.h`,
    "sys/poll.h": `features.h`,
    "sys/prctl.h": `stdint.h`,
    "sys/procfs.h": `endian.h features.h limits.h stdint.h sys/select.h sys/time.h sys/types.h unistd.h`,
    "sys/ptrace.h": `stdint.h`,
    "sys/quota.h": `stdint.h`,
    "sys/reg.h": `features.h limits.h unistd.h`,
    "sys/resource.h": `features.h sys/select.h sys/time.h`,
    "sys/select.h": `features.h`,
    "sys/sem.h": `features.h`,
    "sys/sendfile.h": `features.h unistd.h`,
    "sys/shm.h": `features.h`,
    "sys/signal.h": `features.h signal.h`,
    "sys/signalfd.h": `fcntl.h features.h stdint.h`,
    "sys/socket.h": `features.h`,
    "sys/stat.h": `features.h`,
    "sys/statfs.h": `features.h`,
    "sys/statvfs.h": `features.h`,
    "sys/syslog.h": `features.h`,
    "sys/termios.h": `features.h`,
    "sys/time.h": `features.h sys/select.h`,
    "sys/timeb.h": `features.h`,
    "sys/timerfd.h": `fcntl.h features.h time.h`,
    "sys/timex.h": `features.h sys/select.h sys/time.h`,
    "sys/types.h": `endian.h features.h sys/select.h`,
    "sys/ucontext.h": `features.h signal.h`,
    "sys/uio.h": `features.h`,
    "sys/un.h": `features.h`,
    "sys/user.h": `features.h limits.h stdint.h unistd.h`,
    "sys/utsname.h": `features.h`,
    "sys/vfs.h": `features.h`,
    "sys/wait.h": `features.h signal.h sys/select.h sys/time.h`,
    "syslog.h": `features.h`,
    "termios.h": `features.h`,
    "tgmath.h": `features.h math.h`,
    "threads.h": `features.h time.h`,
    "time.h": `features.h`,
    "tmmintrin.h": `alloca.h features.h stdlib.h`,
    "uchar.h": `features.h`,
    "ucontext.h": `features.h signal.h`,
    "unistd.h": `features.h`,
    "utime.h": `features.h`,
    "utmp.h": `features.h`,
    "utmpx.h": `features.h`,
    "values.h": `features.h float.h limits.h`,
    "wait.h": `features.h signal.h sys/select.h sys/time.h`,
    "wchar.h": `features.h`,
    "wctype.h": `features.h`,
    "wmmintrin.h": `alloca.h features.h stdlib.h`,
    "wordexp.h": `features.h`,
    "x86gprintrin.h": `stddef.h`,
    "x86intrin.h": `alloca.h features.h stddef.h stdlib.h`,
    "xmmintrin.h": `alloca.h features.h stdlib.h`,
  },
  others: `adxintrin.h alloca.h amxbf16intrin.h amxint8intrin.h amxtileintrin.h ar.h arpa/ftp.h arpa/telnet.h
      arpa/tftp.h avx2intrin.h avx5124fmapsintrin.h avx5124vnniwintrin.h avx512bf16intrin.h
      avx512bf16vlintrin.h avx512bitalgintrin.h avx512bwintrin.h avx512cdintrin.h avx512dqintrin.h
      avx512erintrin.h avx512fintrin.h avx512fp16intrin.h avx512fp16vlintrin.h avx512ifmaintrin.h
      avx512ifmavlintrin.h avx512pfintrin.h avx512vbmi2intrin.h avx512vbmi2vlintrin.h
      avx512vbmiintrin.h avx512vbmivlintrin.h avx512vlbwintrin.h avx512vldqintrin.h avx512vlintrin.h
      avx512vnniintrin.h avx512vnnivlintrin.h avx512vp2intersectintrin.h avx512vp2intersectvlintrin.h
      avx512vpopcntdqintrin.h avx512vpopcntdqvlintrin.h avxintrin.h avxvnniintrin.h
      backtrace-supported.h backtrace.h bmi2intrin.h bmiintrin.h bmmintrin.h cet.h cetintrin.h
      cldemoteintrin.h clflushoptintrin.h clwbintrin.h clzerointrin.h complex.h cpio.h cpuid.h
      cross-stdarg.h enqcmdintrin.h f16cintrin.h features.h fenv.h float.h fma4intrin.h fmaintrin.h
      fmtmsg.h fnmatch.h fxsrintrin.h gcov.h getopt.h gfniintrin.h hresetintrin.h ia32intrin.h
      iso646.h keylockerintrin.h libgen.h libintl.h lwpintrin.h lzcntintrin.h malloc.h mm3dnow.h
      mmintrin.h mntent.h movdirintrin.h mwaitintrin.h mwaitxintrin.h nl_types.h omp.h paths.h
      pconfigintrin.h pkuintrin.h popcntintrin.h prfchwintrin.h rdseedintrin.h rtmintrin.h
      serializeintrin.h sgxintrin.h shadow.h shaintrin.h stdalign.h stdarg.h stdatomic.h stdbool.h
      stdc-predef.h stddef.h stdfix.h stdint-gcc.h stdint.h strings.h stropts.h sys/cachectl.h
      sys/file.h sys/fsuid.h sys/ioctl.h sys/kd.h sys/klog.h sys/membarrier.h sys/mount.h
      sys/personality.h sys/random.h sys/reboot.h sys/soundcard.h sys/stropts.h sys/swap.h
      sys/syscall.h sys/sysinfo.h sys/sysmacros.h sys/times.h sys/ttydefaults.h sys/vt.h sys/xattr.h
      syscall.h sysexits.h syslimits.h tar.h tbmintrin.h tsxldtrkintrin.h uintrintrin.h ulimit.h
      unwind.h vaesintrin.h varargs.h vpclmulqdqintrin.h waitpkgintrin.h wbnoinvdintrin.h xopintrin.h
      xsavecintrin.h xsaveintrin.h xsaveoptintrin.h xsavesintrin.h xtestintrin.h`,
};
