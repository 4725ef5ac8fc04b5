import type { SystemHeaderFacts } from "../system-headers.ts";

/** From libc6-dev 2.36-9+deb12u14 of Debian. Made by scripts/system-headers.ts. */
export const glibc: SystemHeaderFacts = {
  names: {
    "alloca.h": `alloca size_t`,
    "assert.h": `assert assert_perror static_assert`,
    "crypt.h": `CRYPT_CHECKSALT_AVAILABLE CRYPT_DATA_INTERNAL_SIZE CRYPT_DATA_RESERVED_SIZE
      CRYPT_GENSALT_IMPLEMENTS_AUTO_ENTROPY CRYPT_GENSALT_IMPLEMENTS_DEFAULT_PREFIX
      CRYPT_GENSALT_OUTPUT_SIZE CRYPT_MAX_PASSPHRASE_SIZE CRYPT_OUTPUT_SIZE
      CRYPT_PREFERRED_METHOD_AVAILABLE CRYPT_SALT_INVALID CRYPT_SALT_METHOD_DISABLED
      CRYPT_SALT_METHOD_LEGACY CRYPT_SALT_OK CRYPT_SALT_TOO_CHEAP XCRYPT_VERSION_MAJOR
      XCRYPT_VERSION_MINOR XCRYPT_VERSION_NUM XCRYPT_VERSION_STR crypt crypt_checksalt crypt_gensalt
      crypt_gensalt_r crypt_gensalt_ra crypt_gensalt_rn crypt_preferred_method crypt_r crypt_ra
      crypt_rn`,
    "ctype.h": `isalnum isalnum_l isalpha isalpha_l isascii isascii_l isblank isblank_l iscntrl iscntrl_l isctype
      isdigit isdigit_l isgraph isgraph_l islower islower_l isprint isprint_l ispunct ispunct_l
      isspace isspace_l isupper isupper_l isxdigit isxdigit_l locale_t toascii toascii_l tolower
      tolower_l toupper toupper_l`,
    "curses.h": `ACS_BBSS ACS_BLOCK ACS_BOARD ACS_BSBS ACS_BSSB ACS_BSSS ACS_BTEE ACS_BULLET ACS_CKBOARD ACS_DARROW
      ACS_DEGREE ACS_DIAMOND ACS_GEQUAL ACS_HLINE ACS_LANTERN ACS_LARROW ACS_LEQUAL ACS_LLCORNER
      ACS_LRCORNER ACS_LTEE ACS_NEQUAL ACS_PI ACS_PLMINUS ACS_PLUS ACS_RARROW ACS_RTEE ACS_S1 ACS_S3
      ACS_S7 ACS_S9 ACS_SBBS ACS_SBSB ACS_SBSS ACS_SSBB ACS_SSBS ACS_SSSB ACS_SSSS ACS_STERLING
      ACS_TTEE ACS_UARROW ACS_ULCORNER ACS_URCORNER ACS_VLINE ALL_MOUSE_EVENTS A_ALTCHARSET
      A_ATTRIBUTES A_BLINK A_BOLD A_CHARTEXT A_COLOR A_DIM A_HORIZONTAL A_INVIS A_ITALIC A_LEFT A_LOW
      A_NORMAL A_PROTECT A_REVERSE A_RIGHT A_STANDOUT A_TOP A_UNDERLINE A_VERTICAL BUTTON1_CLICKED
      BUTTON1_DOUBLE_CLICKED BUTTON1_PRESSED BUTTON1_RELEASED BUTTON1_TRIPLE_CLICKED BUTTON2_CLICKED
      BUTTON2_DOUBLE_CLICKED BUTTON2_PRESSED BUTTON2_RELEASED BUTTON2_TRIPLE_CLICKED BUTTON3_CLICKED
      BUTTON3_DOUBLE_CLICKED BUTTON3_PRESSED BUTTON3_RELEASED BUTTON3_TRIPLE_CLICKED BUTTON4_CLICKED
      BUTTON4_DOUBLE_CLICKED BUTTON4_PRESSED BUTTON4_RELEASED BUTTON4_TRIPLE_CLICKED BUTTON5_CLICKED
      BUTTON5_DOUBLE_CLICKED BUTTON5_PRESSED BUTTON5_RELEASED BUTTON5_TRIPLE_CLICKED BUTTON_ALT
      BUTTON_CLICK BUTTON_CTRL BUTTON_DOUBLE_CLICK BUTTON_PRESS BUTTON_RELEASE BUTTON_RESERVED_EVENT
      BUTTON_SHIFT BUTTON_TRIPLE_CLICK CCHARW_MAX COLORS COLOR_BLACK COLOR_BLUE COLOR_CYAN
      COLOR_GREEN COLOR_MAGENTA COLOR_PAIR COLOR_PAIRS COLOR_RED COLOR_WHITE COLOR_YELLOW COLS CURSES
      CURSES_H ERR ESCDELAY FALSE GCC_DEPRECATED GCC_NORETURN GCC_PRINTFLIKE GCC_SCANFLIKE GCC_UNUSED
      KEY_A1 KEY_A3 KEY_B2 KEY_BACKSPACE KEY_BEG KEY_BREAK KEY_BTAB KEY_C1 KEY_C3 KEY_CANCEL
      KEY_CATAB KEY_CLEAR KEY_CLOSE KEY_CODE_YES KEY_COMMAND KEY_COPY KEY_CREATE KEY_CTAB KEY_DC
      KEY_DL KEY_DOWN KEY_EIC KEY_END KEY_ENTER KEY_EOL KEY_EOS KEY_EXIT KEY_F KEY_F0 KEY_FIND
      KEY_HELP KEY_HOME KEY_IC KEY_IL KEY_LEFT KEY_LL KEY_MARK KEY_MAX KEY_MESSAGE KEY_MIN KEY_MOUSE
      KEY_MOVE KEY_NEXT KEY_NPAGE KEY_OPEN KEY_OPTIONS KEY_PPAGE KEY_PREVIOUS KEY_PRINT KEY_REDO
      KEY_REFERENCE KEY_REFRESH KEY_REPLACE KEY_RESET KEY_RESIZE KEY_RESTART KEY_RESUME KEY_RIGHT
      KEY_SAVE KEY_SBEG KEY_SCANCEL KEY_SCOMMAND KEY_SCOPY KEY_SCREATE KEY_SDC KEY_SDL KEY_SELECT
      KEY_SEND KEY_SEOL KEY_SEXIT KEY_SF KEY_SFIND KEY_SHELP KEY_SHOME KEY_SIC KEY_SLEFT KEY_SMESSAGE
      KEY_SMOVE KEY_SNEXT KEY_SOPTIONS KEY_SPREVIOUS KEY_SPRINT KEY_SR KEY_SREDO KEY_SREPLACE
      KEY_SRESET KEY_SRIGHT KEY_SRSUME KEY_SSAVE KEY_SSUSPEND KEY_STAB KEY_SUNDO KEY_SUSPEND KEY_UNDO
      KEY_UP LINES MEVENT NCURSES_ACS NCURSES_API NCURSES_ATTR_SHIFT NCURSES_ATTR_T NCURSES_BITS
      NCURSES_BOOL NCURSES_BUTTON_CLICKED NCURSES_BUTTON_PRESSED NCURSES_BUTTON_RELEASED NCURSES_CAST
      NCURSES_CH_T NCURSES_COLOR_T NCURSES_CONST NCURSES_DLL_H_incl NCURSES_DOUBLE_CLICKED
      NCURSES_ENABLE_STDBOOL_H NCURSES_EXPORT NCURSES_EXPORT_GENERAL_EXPORT
      NCURSES_EXPORT_GENERAL_IMPORT NCURSES_EXPORT_VAR NCURSES_EXT_COLORS NCURSES_EXT_FUNCS
      NCURSES_IMPEXP NCURSES_INLINE NCURSES_INTEROP_FUNCS NCURSES_MOUSE_MASK NCURSES_MOUSE_VERSION
      NCURSES_OK_ADDR NCURSES_OPAQUE NCURSES_OPAQUE_FORM NCURSES_OPAQUE_MENU NCURSES_OPAQUE_PANEL
      NCURSES_OUTC NCURSES_OUTC_sp NCURSES_PAIRS_T NCURSES_PUBLIC_VAR NCURSES_REENTRANT
      NCURSES_RESERVED_EVENT NCURSES_SCREEN_CB NCURSES_SIZE_T NCURSES_SP_FUNCS NCURSES_SP_NAME
      NCURSES_SP_OUTC NCURSES_TPARM_ARG NCURSES_TPARM_VARARGS NCURSES_TRIPLE_CLICKED
      NCURSES_UNCTRL_H_incl NCURSES_VERSION NCURSES_VERSION_MAJOR NCURSES_VERSION_MINOR
      NCURSES_VERSION_PATCH NCURSES_WACS NCURSES_WATTR_MACROS NCURSES_WCWIDTH_GRAPHICS
      NCURSES_WIDECHAR NCURSES_WINDOW_CB NCURSES_WRAPPED_VAR OK PAIR_NUMBER REPORT_MOUSE_POSITION
      SCREEN TABSIZE TRACE_ATTRS TRACE_BITS TRACE_CALLS TRACE_CCALLS TRACE_CHARPUT TRACE_DATABASE
      TRACE_DISABLE TRACE_ICALLS TRACE_IEVENT TRACE_MAXIMUM TRACE_MOVE TRACE_ORDINARY TRACE_SHIFT
      TRACE_TIMES TRACE_TPUTS TRACE_UPDATE TRACE_VIRTPUT TRUE WACS_BBDD WACS_BBSS WACS_BBTT WACS_BDBD
      WACS_BDDB WACS_BDDD WACS_BLOCK WACS_BOARD WACS_BSBS WACS_BSSB WACS_BSSS WACS_BTBT WACS_BTEE
      WACS_BTTB WACS_BTTT WACS_BULLET WACS_CKBOARD WACS_DARROW WACS_DBBD WACS_DBDB WACS_DBDD
      WACS_DDBB WACS_DDBD WACS_DDDB WACS_DDDD WACS_DEGREE WACS_DIAMOND WACS_D_BTEE WACS_D_HLINE
      WACS_D_LLCORNER WACS_D_LRCORNER WACS_D_LTEE WACS_D_PLUS WACS_D_RTEE WACS_D_TTEE WACS_D_ULCORNER
      WACS_D_URCORNER WACS_D_VLINE WACS_GEQUAL WACS_HLINE WACS_LANTERN WACS_LARROW WACS_LEQUAL
      WACS_LLCORNER WACS_LRCORNER WACS_LTEE WACS_NEQUAL WACS_PI WACS_PLMINUS WACS_PLUS WACS_RARROW
      WACS_RTEE WACS_S1 WACS_S3 WACS_S7 WACS_S9 WACS_SBBS WACS_SBSB WACS_SBSS WACS_SSBB WACS_SSBS
      WACS_SSSB WACS_SSSS WACS_STERLING WACS_TBBT WACS_TBTB WACS_TBTT WACS_TTBB WACS_TTBT WACS_TTEE
      WACS_TTTB WACS_TTTT WACS_T_BTEE WACS_T_HLINE WACS_T_LLCORNER WACS_T_LRCORNER WACS_T_LTEE
      WACS_T_PLUS WACS_T_RTEE WACS_T_TTEE WACS_T_ULCORNER WACS_T_URCORNER WACS_T_VLINE WACS_UARROW
      WACS_ULCORNER WACS_URCORNER WACS_VLINE WA_ALTCHARSET WA_ATTRIBUTES WA_BLINK WA_BOLD WA_DIM
      WA_HORIZONTAL WA_INVIS WA_ITALIC WA_LEFT WA_LOW WA_NORMAL WA_PROTECT WA_REVERSE WA_RIGHT
      WA_STANDOUT WA_TOP WA_UNDERLINE WA_VERTICAL WINDOW acs_map add_wch add_wchnstr add_wchstr addch
      addchnstr addchstr addnstr addnwstr addstr addwstr alloc_pair alloc_pair_sp
      assume_default_colors assume_default_colors_sp attr_get attr_off attr_on attr_set attr_t
      attroff attron attrset baudrate baudrate_sp beep beep_sp bkgd bkgdset bkgrnd bkgrndset border
      border_set box box_set can_change_color can_change_color_sp cbreak cbreak_sp cchar_t chgat
      chtype clear clearok clrtobot clrtoeol color_content color_content_sp color_set copywin crmode
      curs_set curs_set_sp curscr curses_trace curses_version def_prog_mode def_prog_mode_sp
      def_shell_mode def_shell_mode_sp define_key define_key_sp delay_output delay_output_sp delch
      deleteln delscreen delwin derwin doupdate doupdate_sp dupwin echo echo_sp echo_wchar echochar
      endwin endwin_sp erase erasechar erasechar_sp erasewchar erasewchar_sp exit_curses
      extended_color_content extended_color_content_sp extended_pair_content extended_pair_content_sp
      extended_slk_color extended_slk_color_sp filter filter_sp find_pair find_pair_sp fixterm flash
      flash_sp flushinp flushinp_sp free_pair free_pair_sp get_escdelay get_escdelay_sp get_wch
      get_wstr getattrs getbegx getbegy getbegyx getbkgd getbkgrnd getcchar getch getcurx getcury
      getmaxx getmaxy getmaxyx getmouse getmouse_sp getn_wstr getnstr getparx getpary getparyx getstr
      getsyx gettmode getwin getwin_sp getyx halfdelay halfdelay_sp has_colors has_colors_sp has_ic
      has_ic_sp has_il has_il_sp has_key has_key_sp has_mouse has_mouse_sp hline hline_set idcok
      idlok immedok in_wch in_wchnstr in_wchstr inch inchnstr inchstr init_color init_color_sp
      init_extended_color init_extended_color_sp init_extended_pair init_extended_pair_sp init_pair
      init_pair_sp initscr innstr innwstr ins_nwstr ins_wch ins_wstr insch insdelln insertln insnstr
      insstr instr intrflush intrflush_sp inwstr is_cleared is_idcok is_idlok is_immedok is_keypad
      is_leaveok is_linetouched is_nodelay is_notimeout is_pad is_scrollok is_subwin is_syncok
      is_term_resized is_term_resized_sp is_wintouched isendwin isendwin_sp key_defined
      key_defined_sp key_name keybound keybound_sp keyname keyname_sp keyok keyok_sp keypad killchar
      killchar_sp killwchar killwchar_sp ldat leaveok longname longname_sp mcprint mcprint_sp meta
      mmask_t mouse_trafo mouseinterval mouseinterval_sp mousemask mousemask_sp move mvadd_wch
      mvadd_wchnstr mvadd_wchstr mvaddch mvaddchnstr mvaddchstr mvaddnstr mvaddnwstr mvaddstr
      mvaddwstr mvchgat mvcur mvcur_sp mvdelch mvderwin mvget_wch mvget_wstr mvgetch mvgetn_wstr
      mvgetnstr mvgetstr mvhline mvhline_set mvin_wch mvin_wchnstr mvin_wchstr mvinch mvinchnstr
      mvinchstr mvinnstr mvinnwstr mvins_nwstr mvins_wch mvins_wstr mvinsch mvinsnstr mvinsstr
      mvinstr mvinwstr mvprintw mvscanw mvvline mvvline_set mvwadd_wch mvwadd_wchnstr mvwadd_wchstr
      mvwaddch mvwaddchnstr mvwaddchstr mvwaddnstr mvwaddnwstr mvwaddstr mvwaddwstr mvwchgat mvwdelch
      mvwget_wch mvwget_wstr mvwgetch mvwgetn_wstr mvwgetnstr mvwgetstr mvwhline mvwhline_set mvwin
      mvwin_wch mvwin_wchnstr mvwin_wchstr mvwinch mvwinchnstr mvwinchstr mvwinnstr mvwinnwstr
      mvwins_nwstr mvwins_wch mvwins_wstr mvwinsch mvwinsnstr mvwinsstr mvwinstr mvwinwstr mvwprintw
      mvwscanw mvwvline mvwvline_set napms napms_sp new_prescr newpad newpad_sp newscr newterm
      newterm_sp newwin newwin_sp nl nl_sp nocbreak nocbreak_sp nocrmode nodelay noecho noecho_sp
      nofilter nofilter_sp nonl nonl_sp noqiflush noqiflush_sp noraw noraw_sp notimeout overlay
      overwrite pair_content pair_content_sp pecho_wchar pechochar pnoutrefresh prefresh printw putp
      putwin qiflush qiflush_sp raw raw_sp redrawwin refresh reset_color_pairs reset_color_pairs_sp
      reset_prog_mode reset_prog_mode_sp reset_shell_mode reset_shell_mode_sp resetterm resetty
      resetty_sp resize_term resize_term_sp resizeterm resizeterm_sp ripoffline ripoffline_sp
      saveterm savetty savetty_sp scanw scr_dump scr_init scr_init_sp scr_restore scr_restore_sp
      scr_set scr_set_sp screen scrl scroll scrollok set_escdelay set_escdelay_sp set_tabsize
      set_tabsize_sp set_term setcchar setscrreg setsyx setterm slk_attr slk_attr_off slk_attr_on
      slk_attr_set slk_attr_set_sp slk_attr_sp slk_attroff slk_attroff_sp slk_attron slk_attron_sp
      slk_attrset slk_attrset_sp slk_clear slk_clear_sp slk_color slk_color_sp slk_init slk_init_sp
      slk_label slk_label_sp slk_noutrefresh slk_noutrefresh_sp slk_refresh slk_refresh_sp
      slk_restore slk_restore_sp slk_set slk_set_sp slk_touch slk_touch_sp slk_wset standend standout
      start_color start_color_sp stdscr subpad subwin syncok term_attrs term_attrs_sp termattrs
      termattrs_sp termname termname_sp tigetflag tigetnum tigetstr timeout tiparm touchline touchwin
      tparm trace ttytype typeahead typeahead_sp unctrl unctrl_sp unget_wch unget_wch_sp ungetch
      ungetch_sp ungetmouse ungetmouse_sp untouchwin use_default_colors use_default_colors_sp use_env
      use_env_sp use_extended_names use_legacy_coding use_legacy_coding_sp use_screen use_tioctl
      use_tioctl_sp use_window vid_attr vid_attr_sp vid_puts vid_puts_sp vidattr vidattr_sp vidputs
      vidputs_sp vline vline_set vw_printw vw_scanw vwprintw vwscanw wadd_wch wadd_wchnstr
      wadd_wchstr waddch waddchnstr waddchstr waddnstr waddnwstr waddstr waddwstr wattr_get wattr_off
      wattr_on wattr_set wattroff wattron wattrset wbkgd wbkgdset wbkgrnd wbkgrndset wborder
      wborder_set wchgat wclear wclrtobot wclrtoeol wcolor_set wcursyncup wdelch wdeleteln
      wecho_wchar wechochar wenclose werase wget_wch wget_wstr wgetbkgrnd wgetch wgetdelay wgetn_wstr
      wgetnstr wgetparent wgetscrreg wgetstr whline whline_set win_wch win_wchnstr win_wchstr winch
      winchnstr winchstr winnstr winnwstr wins_nwstr wins_wch wins_wstr winsch winsdelln winsertln
      winsnstr winsstr winstr winwstr wmouse_trafo wmove wnoutrefresh wprintw wredrawln wrefresh
      wresize wscanw wscrl wsetscrreg wstandend wstandout wsyncdown wsyncup wtimeout wtouchln wunctrl
      wunctrl_sp wvline wvline_set`,
    "dlfcn.h": `DLFO_EH_SEGMENT_TYPE DLFO_STRUCT_HAS_EH_COUNT DLFO_STRUCT_HAS_EH_DBASE DL_CALL_FCT Dl_info Dl_serinfo
      Dl_serpath LM_ID_BASE LM_ID_NEWLM Lmid_t RTLD_BINDING_MASK RTLD_DEEPBIND RTLD_DEFAULT
      RTLD_DI_CONFIGADDR RTLD_DI_LINKMAP RTLD_DI_LMID RTLD_DI_MAX RTLD_DI_ORIGIN RTLD_DI_PHDR
      RTLD_DI_PROFILENAME RTLD_DI_PROFILEOUT RTLD_DI_SERINFO RTLD_DI_SERINFOSIZE RTLD_DI_TLS_DATA
      RTLD_DI_TLS_MODID RTLD_DL_LINKMAP RTLD_DL_SYMENT RTLD_GLOBAL RTLD_LAZY RTLD_LOCAL RTLD_NEXT
      RTLD_NODELETE RTLD_NOLOAD RTLD_NOW dladdr dladdr1 dlclose dlerror dlinfo dlmopen dlopen dlsym
      dlvsym size_t`,
    "endian.h": `BIG_ENDIAN BYTE_ORDER LITTLE_ENDIAN PDP_ENDIAN be16toh be32toh be64toh htobe16 htobe32 htobe64
      htole16 htole32 htole64 le16toh le32toh le64toh`,
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
      EWOULDBLOCK EXDEV EXFULL errno error_t program_invocation_name program_invocation_short_name`,
    "execinfo.h": `backtrace backtrace_symbols backtrace_symbols_fd`,
    "fcntl.h": `AT_EACCESS AT_EMPTY_PATH AT_FDCWD AT_NO_AUTOMOUNT AT_RECURSIVE AT_REMOVEDIR AT_STATX_DONT_SYNC
      AT_STATX_FORCE_SYNC AT_STATX_SYNC_AS_STAT AT_STATX_SYNC_TYPE AT_SYMLINK_FOLLOW
      AT_SYMLINK_NOFOLLOW DN_ACCESS DN_ATTRIB DN_CREATE DN_DELETE DN_MODIFY DN_MULTISHOT DN_RENAME
      FALLOC_FL_COLLAPSE_RANGE FALLOC_FL_INSERT_RANGE FALLOC_FL_KEEP_SIZE FALLOC_FL_NO_HIDE_STALE
      FALLOC_FL_PUNCH_HOLE FALLOC_FL_UNSHARE_RANGE FALLOC_FL_ZERO_RANGE FAPPEND FASYNC FD_CLOEXEC
      FFSYNC FNDELAY FNONBLOCK F_ADD_SEALS F_DUPFD F_DUPFD_CLOEXEC F_EXLCK F_GETFD F_GETFL F_GETLEASE
      F_GETLK F_GETLK64 F_GETOWN F_GETOWN_EX F_GETPIPE_SZ F_GETSIG F_GET_FILE_RW_HINT F_GET_RW_HINT
      F_GET_SEALS F_LOCK F_NOTIFY F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_OK F_OWNER_GID F_OWNER_PGRP
      F_OWNER_PID F_OWNER_TID F_RDLCK F_SEAL_FUTURE_WRITE F_SEAL_GROW F_SEAL_SEAL F_SEAL_SHRINK
      F_SEAL_WRITE F_SETFD F_SETFL F_SETLEASE F_SETLK F_SETLK64 F_SETLKW F_SETLKW64 F_SETOWN
      F_SETOWN_EX F_SETPIPE_SZ F_SETSIG F_SET_FILE_RW_HINT F_SET_RW_HINT F_SHLCK F_TEST F_TLOCK
      F_ULOCK F_UNLCK F_WRLCK LOCK_EX LOCK_MAND LOCK_NB LOCK_READ LOCK_RW LOCK_SH LOCK_UN LOCK_WRITE
      MAX_HANDLE_SZ O_ACCMODE O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT O_DIRECTORY O_DSYNC O_EXCL
      O_FSYNC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_RDONLY O_RDWR
      O_RSYNC O_SYNC O_TMPFILE O_TRUNC O_WRONLY POSIX_FADV_DONTNEED POSIX_FADV_NOREUSE
      POSIX_FADV_NORMAL POSIX_FADV_RANDOM POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED
      RWF_WRITE_LIFE_NOT_SET RWH_WRITE_LIFE_EXTREME RWH_WRITE_LIFE_LONG RWH_WRITE_LIFE_MEDIUM
      RWH_WRITE_LIFE_NONE RWH_WRITE_LIFE_NOT_SET RWH_WRITE_LIFE_SHORT R_OK SEEK_CUR SEEK_END SEEK_SET
      SPLICE_F_GIFT SPLICE_F_MORE SPLICE_F_MOVE SPLICE_F_NONBLOCK SYNC_FILE_RANGE_WAIT_AFTER
      SYNC_FILE_RANGE_WAIT_BEFORE SYNC_FILE_RANGE_WRITE SYNC_FILE_RANGE_WRITE_AND_WAIT S_IFBLK
      S_IFCHR S_IFDIR S_IFIFO S_IFLNK S_IFMT S_IFREG S_IFSOCK S_IRGRP S_IROTH S_IRUSR S_IRWXG S_IRWXO
      S_IRWXU S_ISGID S_ISUID S_ISVTX S_IWGRP S_IWOTH S_IWUSR S_IXGRP S_IXOTH S_IXUSR UTIME_NOW
      UTIME_OMIT W_OK X_OK creat creat64 fallocate fallocate64 fcntl fcntl64 lockf lockf64 mode_t
      name_to_handle_at off64_t off_t open open64 open_by_handle_at openat openat64 pid_t
      posix_fadvise posix_fadvise64 posix_fallocate posix_fallocate64 readahead size_t splice
      st_atime st_ctime st_mtime sync_file_range tee time_t vmsplice`,
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
      SCNxLEAST64 SCNxLEAST8 SCNxMAX SCNxPTR imaxabs imaxdiv imaxdiv_t strtoimax strtoumax wcstoimax
      wcstoumax`,
    "limits.h": `AIO_PRIO_DELTA_MAX BC_BASE_MAX BC_DIM_MAX BC_SCALE_MAX BC_STRING_MAX BOOL_MAX BOOL_WIDTH
      CHARCLASS_NAME_MAX CHAR_BIT CHAR_MAX CHAR_MIN CHAR_WIDTH COLL_WEIGHTS_MAX DELAYTIMER_MAX
      EXPR_NEST_MAX HOST_NAME_MAX INT_MAX INT_MIN INT_WIDTH IOV_MAX LINE_MAX LLONG_MAX LLONG_MIN
      LLONG_WIDTH LOGIN_NAME_MAX LONG_BIT LONG_LONG_MAX LONG_LONG_MIN LONG_MAX LONG_MIN LONG_WIDTH
      MAX_CANON MAX_INPUT MB_LEN_MAX MQ_PRIO_MAX NAME_MAX NGROUPS_MAX NL_ARGMAX NL_LANGMAX NL_MSGMAX
      NL_NMAX NL_SETMAX NL_TEXTMAX NZERO PATH_MAX PIPE_BUF PTHREAD_DESTRUCTOR_ITERATIONS
      PTHREAD_KEYS_MAX PTHREAD_STACK_MIN RE_DUP_MAX RTSIG_MAX SCHAR_MAX SCHAR_MIN SCHAR_WIDTH
      SEM_VALUE_MAX SHRT_MAX SHRT_MIN SHRT_WIDTH SSIZE_MAX TTY_NAME_MAX UCHAR_MAX UCHAR_WIDTH
      UINT_MAX UINT_WIDTH ULLONG_MAX ULLONG_WIDTH ULONG_LONG_MAX ULONG_MAX ULONG_WIDTH USHRT_MAX
      USHRT_WIDTH WORD_BIT XATTR_LIST_MAX XATTR_NAME_MAX XATTR_SIZE_MAX`,
    "locale.h": `LC_ADDRESS LC_ADDRESS_MASK LC_ALL LC_ALL_MASK LC_COLLATE LC_COLLATE_MASK LC_CTYPE LC_CTYPE_MASK
      LC_GLOBAL_LOCALE LC_IDENTIFICATION LC_IDENTIFICATION_MASK LC_MEASUREMENT LC_MEASUREMENT_MASK
      LC_MESSAGES LC_MESSAGES_MASK LC_MONETARY LC_MONETARY_MASK LC_NAME LC_NAME_MASK LC_NUMERIC
      LC_NUMERIC_MASK LC_PAPER LC_PAPER_MASK LC_TELEPHONE LC_TELEPHONE_MASK LC_TIME LC_TIME_MASK NULL
      duplocale freelocale locale_t localeconv newlocale setlocale uselocale`,
    "math.h": `FP_ILOGB0 FP_ILOGBNAN FP_INFINITE FP_INT_DOWNWARD FP_INT_TONEAREST FP_INT_TONEARESTFROMZERO
      FP_INT_TOWARDZERO FP_INT_UPWARD FP_LLOGB0 FP_LLOGBNAN FP_NAN FP_NORMAL FP_SUBNORMAL FP_ZERO
      HUGE_VAL HUGE_VALF HUGE_VALL HUGE_VAL_F128 HUGE_VAL_F32 HUGE_VAL_F32X HUGE_VAL_F64
      HUGE_VAL_F64X INFINITY MATH_ERREXCEPT MATH_ERRNO MAXFLOAT M_1_PI M_1_PIf M_1_PIf128 M_1_PIf32
      M_1_PIf32x M_1_PIf64 M_1_PIf64x M_1_PIl M_2_PI M_2_PIf M_2_PIf128 M_2_PIf32 M_2_PIf32x
      M_2_PIf64 M_2_PIf64x M_2_PIl M_2_SQRTPI M_2_SQRTPIf M_2_SQRTPIf128 M_2_SQRTPIf32 M_2_SQRTPIf32x
      M_2_SQRTPIf64 M_2_SQRTPIf64x M_2_SQRTPIl M_E M_Ef M_Ef128 M_Ef32 M_Ef32x M_Ef64 M_Ef64x M_El
      M_LN10 M_LN10f M_LN10f128 M_LN10f32 M_LN10f32x M_LN10f64 M_LN10f64x M_LN10l M_LN2 M_LN2f
      M_LN2f128 M_LN2f32 M_LN2f32x M_LN2f64 M_LN2f64x M_LN2l M_LOG10E M_LOG10Ef M_LOG10Ef128
      M_LOG10Ef32 M_LOG10Ef32x M_LOG10Ef64 M_LOG10Ef64x M_LOG10El M_LOG2E M_LOG2Ef M_LOG2Ef128
      M_LOG2Ef32 M_LOG2Ef32x M_LOG2Ef64 M_LOG2Ef64x M_LOG2El M_PI M_PI_2 M_PI_2f M_PI_2f128 M_PI_2f32
      M_PI_2f32x M_PI_2f64 M_PI_2f64x M_PI_2l M_PI_4 M_PI_4f M_PI_4f128 M_PI_4f32 M_PI_4f32x
      M_PI_4f64 M_PI_4f64x M_PI_4l M_PIf M_PIf128 M_PIf32 M_PIf32x M_PIf64 M_PIf64x M_PIl M_SQRT1_2
      M_SQRT1_2f M_SQRT1_2f128 M_SQRT1_2f32 M_SQRT1_2f32x M_SQRT1_2f64 M_SQRT1_2f64x M_SQRT1_2l
      M_SQRT2 M_SQRT2f M_SQRT2f128 M_SQRT2f32 M_SQRT2f32x M_SQRT2f64 M_SQRT2f64x M_SQRT2l NAN SNAN
      SNANF SNANF128 SNANF32 SNANF32X SNANF64 SNANF64X SNANL acos acosf acosf32 acosf32x acosf64
      acosf64x acosh acoshf acoshf32 acoshf32x acoshf64 acoshf64x acoshl acosl asin asinf asinf32
      asinf32x asinf64 asinf64x asinh asinhf asinhf32 asinhf32x asinhf64 asinhf64x asinhl asinl atan
      atan2 atan2f atan2f32 atan2f32x atan2f64 atan2f64x atan2l atanf atanf32 atanf32x atanf64
      atanf64x atanh atanhf atanhf32 atanhf32x atanhf64 atanhf64x atanhl atanl canonicalize
      canonicalizef canonicalizef32 canonicalizef32x canonicalizef64 canonicalizef64x canonicalizel
      cbrt cbrtf cbrtf32 cbrtf32x cbrtf64 cbrtf64x cbrtl ceil ceilf ceilf32 ceilf32x ceilf64 ceilf64x
      ceill copysign copysignf copysignf32 copysignf32x copysignf64 copysignf64x copysignl cos cosf
      cosf32 cosf32x cosf64 cosf64x cosh coshf coshf32 coshf32x coshf64 coshf64x coshl cosl daddl
      ddivl dfmal dmull double_t drem dremf dreml dsqrtl dsubl erf erfc erfcf erfcf32 erfcf32x
      erfcf64 erfcf64x erfcl erff erff32 erff32x erff64 erff64x erfl exp exp10 exp10f exp10f32
      exp10f32x exp10f64 exp10f64x exp10l exp2 exp2f exp2f32 exp2f32x exp2f64 exp2f64x exp2l expf
      expf32 expf32x expf64 expf64x expl expm1 expm1f expm1f32 expm1f32x expm1f64 expm1f64x expm1l
      f32addf32x f32addf64 f32addf64x f32divf32x f32divf64 f32divf64x f32fmaf32x f32fmaf64 f32fmaf64x
      f32mulf32x f32mulf64 f32mulf64x f32sqrtf32x f32sqrtf64 f32sqrtf64x f32subf32x f32subf64
      f32subf64x f32xaddf64 f32xaddf64x f32xdivf64 f32xdivf64x f32xfmaf64 f32xfmaf64x f32xmulf64
      f32xmulf64x f32xsqrtf64 f32xsqrtf64x f32xsubf64 f32xsubf64x f64addf64x f64divf64x f64fmaf64x
      f64mulf64x f64sqrtf64x f64subf64x fabs fabsf fabsf32 fabsf32x fabsf64 fabsf64x fabsl fadd faddl
      fdim fdimf fdimf32 fdimf32x fdimf64 fdimf64x fdiml fdiv fdivl ffma ffmal finite finitef finitel
      float_t floor floorf floorf32 floorf32x floorf64 floorf64x floorl fma fmaf fmaf32 fmaf32x
      fmaf64 fmaf64x fmal fmax fmaxf fmaxf32 fmaxf32x fmaxf64 fmaxf64x fmaximum fmaximum_mag
      fmaximum_mag_num fmaximum_mag_numf fmaximum_mag_numf32 fmaximum_mag_numf32x fmaximum_mag_numf64
      fmaximum_mag_numf64x fmaximum_mag_numl fmaximum_magf fmaximum_magf32 fmaximum_magf32x
      fmaximum_magf64 fmaximum_magf64x fmaximum_magl fmaximum_num fmaximum_numf fmaximum_numf32
      fmaximum_numf32x fmaximum_numf64 fmaximum_numf64x fmaximum_numl fmaximumf fmaximumf32
      fmaximumf32x fmaximumf64 fmaximumf64x fmaximuml fmaxl fmaxmag fmaxmagf fmaxmagf32 fmaxmagf32x
      fmaxmagf64 fmaxmagf64x fmaxmagl fmin fminf fminf32 fminf32x fminf64 fminf64x fminimum
      fminimum_mag fminimum_mag_num fminimum_mag_numf fminimum_mag_numf32 fminimum_mag_numf32x
      fminimum_mag_numf64 fminimum_mag_numf64x fminimum_mag_numl fminimum_magf fminimum_magf32
      fminimum_magf32x fminimum_magf64 fminimum_magf64x fminimum_magl fminimum_num fminimum_numf
      fminimum_numf32 fminimum_numf32x fminimum_numf64 fminimum_numf64x fminimum_numl fminimumf
      fminimumf32 fminimumf32x fminimumf64 fminimumf64x fminimuml fminl fminmag fminmagf fminmagf32
      fminmagf32x fminmagf64 fminmagf64x fminmagl fmod fmodf fmodf32 fmodf32x fmodf64 fmodf64x fmodl
      fmul fmull fpclassify frexp frexpf frexpf32 frexpf32x frexpf64 frexpf64x frexpl fromfp fromfpf
      fromfpf32 fromfpf32x fromfpf64 fromfpf64x fromfpl fromfpx fromfpxf fromfpxf32 fromfpxf32x
      fromfpxf64 fromfpxf64x fromfpxl fsqrt fsqrtl fsub fsubl gamma gammaf gammal getpayload
      getpayloadf getpayloadf32 getpayloadf32x getpayloadf64 getpayloadf64x getpayloadl hypot hypotf
      hypotf32 hypotf32x hypotf64 hypotf64x hypotl ilogb ilogbf ilogbf32 ilogbf32x ilogbf64 ilogbf64x
      ilogbl iscanonical iseqsig isfinite isgreater isgreaterequal isinf isinff isinfl isless
      islessequal islessgreater isnan isnanf isnanl isnormal issignaling issubnormal isunordered
      iszero j0 j0f j0f32 j0f32x j0f64 j0f64x j0l j1 j1f j1f32 j1f32x j1f64 j1f64x j1l jn jnf jnf32
      jnf32x jnf64 jnf64x jnl ldexp ldexpf ldexpf32 ldexpf32x ldexpf64 ldexpf64x ldexpl lgamma
      lgamma_r lgammaf lgammaf32 lgammaf32_r lgammaf32x lgammaf32x_r lgammaf64 lgammaf64_r lgammaf64x
      lgammaf64x_r lgammaf_r lgammal lgammal_r llogb llogbf llogbf32 llogbf32x llogbf64 llogbf64x
      llogbl llrint llrintf llrintf32 llrintf32x llrintf64 llrintf64x llrintl llround llroundf
      llroundf32 llroundf32x llroundf64 llroundf64x llroundl log log10 log10f log10f32 log10f32x
      log10f64 log10f64x log10l log1p log1pf log1pf32 log1pf32x log1pf64 log1pf64x log1pl log2 log2f
      log2f32 log2f32x log2f64 log2f64x log2l logb logbf logbf32 logbf32x logbf64 logbf64x logbl logf
      logf32 logf32x logf64 logf64x logl lrint lrintf lrintf32 lrintf32x lrintf64 lrintf64x lrintl
      lround lroundf lroundf32 lroundf32x lroundf64 lroundf64x lroundl math_errhandling modf modff
      modff32 modff32x modff64 modff64x modfl nan nanf nanf32 nanf32x nanf64 nanf64x nanl nearbyint
      nearbyintf nearbyintf32 nearbyintf32x nearbyintf64 nearbyintf64x nearbyintl nextafter
      nextafterf nextafterf32 nextafterf32x nextafterf64 nextafterf64x nextafterl nextdown nextdownf
      nextdownf32 nextdownf32x nextdownf64 nextdownf64x nextdownl nexttoward nexttowardf nexttowardl
      nextup nextupf nextupf32 nextupf32x nextupf64 nextupf64x nextupl pow powf powf32 powf32x powf64
      powf64x powl remainder remainderf remainderf32 remainderf32x remainderf64 remainderf64x
      remainderl remquo remquof remquof32 remquof32x remquof64 remquof64x remquol rint rintf rintf32
      rintf32x rintf64 rintf64x rintl round roundeven roundevenf roundevenf32 roundevenf32x
      roundevenf64 roundevenf64x roundevenl roundf roundf32 roundf32x roundf64 roundf64x roundl scalb
      scalbf scalbl scalbln scalblnf scalblnf32 scalblnf32x scalblnf64 scalblnf64x scalblnl scalbn
      scalbnf scalbnf32 scalbnf32x scalbnf64 scalbnf64x scalbnl setpayload setpayloadf setpayloadf32
      setpayloadf32x setpayloadf64 setpayloadf64x setpayloadl setpayloadsig setpayloadsigf
      setpayloadsigf32 setpayloadsigf32x setpayloadsigf64 setpayloadsigf64x setpayloadsigl signbit
      signgam significand significandf significandl sin sincos sincosf sincosf32 sincosf32x sincosf64
      sincosf64x sincosl sinf sinf32 sinf32x sinf64 sinf64x sinh sinhf sinhf32 sinhf32x sinhf64
      sinhf64x sinhl sinl sqrt sqrtf sqrtf32 sqrtf32x sqrtf64 sqrtf64x sqrtl tan tanf tanf32 tanf32x
      tanf64 tanf64x tanh tanhf tanhf32 tanhf32x tanhf64 tanhf64x tanhl tanl tgamma tgammaf tgammaf32
      tgammaf32x tgammaf64 tgammaf64x tgammal totalorder totalorderf totalorderf32 totalorderf32x
      totalorderf64 totalorderf64x totalorderl totalordermag totalordermagf totalordermagf32
      totalordermagf32x totalordermagf64 totalordermagf64x totalordermagl trunc truncf truncf32
      truncf32x truncf64 truncf64x truncl ufromfp ufromfpf ufromfpf32 ufromfpf32x ufromfpf64
      ufromfpf64x ufromfpl ufromfpx ufromfpxf ufromfpxf32 ufromfpxf32x ufromfpxf64 ufromfpxf64x
      ufromfpxl y0 y0f y0f32 y0f32x y0f64 y0f64x y0l y1 y1f y1f32 y1f32x y1f64 y1f64x y1l yn ynf
      ynf32 ynf32x ynf64 ynf64x ynl`,
    "pthread.h": `PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP PTHREAD_ATTR_NO_SIGMASK_NP PTHREAD_BARRIER_SERIAL_THREAD
      PTHREAD_CANCELED PTHREAD_CANCEL_ASYNCHRONOUS PTHREAD_CANCEL_DEFERRED PTHREAD_CANCEL_DISABLE
      PTHREAD_CANCEL_ENABLE PTHREAD_COND_INITIALIZER PTHREAD_CREATE_DETACHED PTHREAD_CREATE_JOINABLE
      PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP PTHREAD_EXPLICIT_SCHED PTHREAD_INHERIT_SCHED
      PTHREAD_MUTEX_ADAPTIVE_NP PTHREAD_MUTEX_DEFAULT PTHREAD_MUTEX_ERRORCHECK
      PTHREAD_MUTEX_ERRORCHECK_NP PTHREAD_MUTEX_FAST_NP PTHREAD_MUTEX_INITIALIZER
      PTHREAD_MUTEX_NORMAL PTHREAD_MUTEX_RECURSIVE PTHREAD_MUTEX_RECURSIVE_NP PTHREAD_MUTEX_ROBUST
      PTHREAD_MUTEX_ROBUST_NP PTHREAD_MUTEX_STALLED PTHREAD_MUTEX_STALLED_NP PTHREAD_MUTEX_TIMED_NP
      PTHREAD_ONCE_INIT PTHREAD_PRIO_INHERIT PTHREAD_PRIO_NONE PTHREAD_PRIO_PROTECT
      PTHREAD_PROCESS_PRIVATE PTHREAD_PROCESS_SHARED PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP
      PTHREAD_RWLOCK_DEFAULT_NP PTHREAD_RWLOCK_INITIALIZER PTHREAD_RWLOCK_PREFER_READER_NP
      PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP PTHREAD_RWLOCK_PREFER_WRITER_NP
      PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP PTHREAD_SCOPE_PROCESS PTHREAD_SCOPE_SYSTEM
      PTHREAD_STACK_MIN pthread_atfork pthread_attr_destroy pthread_attr_getaffinity_np
      pthread_attr_getdetachstate pthread_attr_getguardsize pthread_attr_getinheritsched
      pthread_attr_getschedparam pthread_attr_getschedpolicy pthread_attr_getscope
      pthread_attr_getsigmask_np pthread_attr_getstack pthread_attr_getstackaddr
      pthread_attr_getstacksize pthread_attr_init pthread_attr_setaffinity_np
      pthread_attr_setdetachstate pthread_attr_setguardsize pthread_attr_setinheritsched
      pthread_attr_setschedparam pthread_attr_setschedpolicy pthread_attr_setscope
      pthread_attr_setsigmask_np pthread_attr_setstack pthread_attr_setstackaddr
      pthread_attr_setstacksize pthread_attr_t pthread_barrier_destroy pthread_barrier_init
      pthread_barrier_t pthread_barrier_wait pthread_barrierattr_destroy
      pthread_barrierattr_getpshared pthread_barrierattr_init pthread_barrierattr_setpshared
      pthread_barrierattr_t pthread_cancel pthread_cleanup_pop pthread_cleanup_pop_restore_np
      pthread_cleanup_push pthread_cleanup_push_defer_np pthread_clockjoin_np pthread_cond_broadcast
      pthread_cond_clockwait pthread_cond_destroy pthread_cond_init pthread_cond_signal
      pthread_cond_t pthread_cond_timedwait pthread_cond_wait pthread_condattr_destroy
      pthread_condattr_getclock pthread_condattr_getpshared pthread_condattr_init
      pthread_condattr_setclock pthread_condattr_setpshared pthread_condattr_t pthread_create
      pthread_detach pthread_equal pthread_exit pthread_getaffinity_np pthread_getattr_default_np
      pthread_getattr_np pthread_getconcurrency pthread_getcpuclockid pthread_getname_np
      pthread_getschedparam pthread_getspecific pthread_join pthread_key_create pthread_key_delete
      pthread_key_t pthread_mutex_clocklock pthread_mutex_consistent pthread_mutex_consistent_np
      pthread_mutex_destroy pthread_mutex_getprioceiling pthread_mutex_init pthread_mutex_lock
      pthread_mutex_setprioceiling pthread_mutex_t pthread_mutex_timedlock pthread_mutex_trylock
      pthread_mutex_unlock pthread_mutexattr_destroy pthread_mutexattr_getprioceiling
      pthread_mutexattr_getprotocol pthread_mutexattr_getpshared pthread_mutexattr_getrobust
      pthread_mutexattr_getrobust_np pthread_mutexattr_gettype pthread_mutexattr_init
      pthread_mutexattr_setprioceiling pthread_mutexattr_setprotocol pthread_mutexattr_setpshared
      pthread_mutexattr_setrobust pthread_mutexattr_setrobust_np pthread_mutexattr_settype
      pthread_mutexattr_t pthread_once pthread_once_t pthread_rwlock_clockrdlock
      pthread_rwlock_clockwrlock pthread_rwlock_destroy pthread_rwlock_init pthread_rwlock_rdlock
      pthread_rwlock_t pthread_rwlock_timedrdlock pthread_rwlock_timedwrlock pthread_rwlock_tryrdlock
      pthread_rwlock_trywrlock pthread_rwlock_unlock pthread_rwlock_wrlock pthread_rwlockattr_destroy
      pthread_rwlockattr_getkind_np pthread_rwlockattr_getpshared pthread_rwlockattr_init
      pthread_rwlockattr_setkind_np pthread_rwlockattr_setpshared pthread_rwlockattr_t pthread_self
      pthread_setaffinity_np pthread_setattr_default_np pthread_setcancelstate pthread_setcanceltype
      pthread_setconcurrency pthread_setname_np pthread_setschedparam pthread_setschedprio
      pthread_setspecific pthread_spin_destroy pthread_spin_init pthread_spin_lock
      pthread_spin_trylock pthread_spin_unlock pthread_spinlock_t pthread_t pthread_testcancel
      pthread_timedjoin_np pthread_tryjoin_np pthread_yield`,
    "sched.h": `CLONE_CHILD_CLEARTID CLONE_CHILD_SETTID CLONE_DETACHED CLONE_FILES CLONE_FS CLONE_IO CLONE_NEWCGROUP
      CLONE_NEWIPC CLONE_NEWNET CLONE_NEWNS CLONE_NEWPID CLONE_NEWTIME CLONE_NEWUSER CLONE_NEWUTS
      CLONE_PARENT CLONE_PARENT_SETTID CLONE_PIDFD CLONE_PTRACE CLONE_SETTLS CLONE_SIGHAND
      CLONE_SYSVSEM CLONE_THREAD CLONE_UNTRACED CLONE_VFORK CLONE_VM CPU_ALLOC CPU_ALLOC_SIZE CPU_AND
      CPU_AND_S CPU_CLR CPU_CLR_S CPU_COUNT CPU_COUNT_S CPU_EQUAL CPU_EQUAL_S CPU_FREE CPU_ISSET
      CPU_ISSET_S CPU_OR CPU_OR_S CPU_SET CPU_SETSIZE CPU_SET_S CPU_XOR CPU_XOR_S CPU_ZERO CPU_ZERO_S
      CSIGNAL NULL SCHED_BATCH SCHED_DEADLINE SCHED_FIFO SCHED_IDLE SCHED_ISO SCHED_OTHER
      SCHED_RESET_ON_FORK SCHED_RR clone cpu_set_t getcpu pid_t sched_get_priority_max
      sched_get_priority_min sched_getaffinity sched_getcpu sched_getparam sched_getscheduler
      sched_priority sched_rr_get_interval sched_setaffinity sched_setparam sched_setscheduler
      sched_yield setns size_t time_t unshare`,
    "semaphore.h": `SEM_FAILED sem_clockwait sem_close sem_destroy sem_getvalue sem_init sem_open sem_post sem_t
      sem_timedwait sem_trywait sem_unlink sem_wait`,
    "setjmp.h": `jmp_buf longjmp setjmp sigjmp_buf siglongjmp sigsetjmp`,
    "signal.h": `BUS_ADRALN BUS_ADRERR BUS_MCEERR_AO BUS_MCEERR_AR BUS_OBJERR CLD_CONTINUED CLD_DUMPED CLD_EXITED
      CLD_KILLED CLD_STOPPED CLD_TRAPPED FPE_CONDTRAP FPE_FLTDIV FPE_FLTINV FPE_FLTOVF FPE_FLTRES
      FPE_FLTSUB FPE_FLTUND FPE_FLTUNK FPE_INTDIV FPE_INTOVF FP_XSTATE_MAGIC1 FP_XSTATE_MAGIC2
      FP_XSTATE_MAGIC2_SIZE ILL_BADIADDR ILL_BADSTK ILL_COPROC ILL_ILLADR ILL_ILLOPC ILL_ILLOPN
      ILL_ILLTRP ILL_PRVOPC ILL_PRVREG MINSIGSTKSZ NGREG NSIG POLL_ERR POLL_HUP POLL_IN POLL_MSG
      POLL_OUT POLL_PRI REG_CR2 REG_CSGSFS REG_EFL REG_ERR REG_OLDMASK REG_R10 REG_R11 REG_R12
      REG_R13 REG_R14 REG_R15 REG_R8 REG_R9 REG_RAX REG_RBP REG_RBX REG_RCX REG_RDI REG_RDX REG_RIP
      REG_RSI REG_RSP REG_TRAPNO SA_INTERRUPT SA_NOCLDSTOP SA_NOCLDWAIT SA_NODEFER SA_NOMASK
      SA_ONESHOT SA_ONSTACK SA_RESETHAND SA_RESTART SA_SIGINFO SA_STACK SEGV_ACCADI SEGV_ACCERR
      SEGV_ADIDERR SEGV_ADIPERR SEGV_BNDERR SEGV_MAPERR SEGV_MTEAERR SEGV_MTESERR SEGV_PKUERR SIGABRT
      SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGEV_NONE SIGEV_SIGNAL SIGEV_THREAD SIGEV_THREAD_ID
      SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGIOT SIGKILL SIGPIPE SIGPOLL SIGPROF SIGPWR SIGQUIT
      SIGRTMAX SIGRTMIN SIGSEGV SIGSTKFLT SIGSTKSZ SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN
      SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ SIG_BLOCK SIG_DFL SIG_ERR
      SIG_HOLD SIG_IGN SIG_SETMASK SIG_UNBLOCK SI_ASYNCIO SI_ASYNCNL SI_DETHREAD SI_KERNEL SI_MESGQ
      SI_QUEUE SI_SIGIO SI_TIMER SI_TKILL SI_USER SS_DISABLE SS_ONSTACK TRAP_BRANCH TRAP_BRKPT
      TRAP_HWBKPT TRAP_TRACE TRAP_UNK fpregset_t greg_t gregset_t gsignal kill killpg mcontext_t
      psiginfo psignal pthread_attr_t pthread_barrier_t pthread_barrierattr_t pthread_cond_t
      pthread_condattr_t pthread_key_t pthread_kill pthread_mutex_t pthread_mutexattr_t
      pthread_once_t pthread_rwlock_t pthread_rwlockattr_t pthread_sigmask pthread_sigqueue
      pthread_spinlock_t pthread_t raise sa_handler sa_sigaction si_addr si_addr_lsb si_arch si_band
      si_call_addr si_fd si_int si_lower si_overrun si_pid si_pkey si_ptr si_status si_stime
      si_syscall si_timerid si_uid si_upper si_utime si_value sig_atomic_t sig_t sigaction sigaddset
      sigaltstack sigandset sigblock sigdelset sigemptyset sigev_notify_attributes
      sigev_notify_function sigevent_t sigfillset siggetmask sighandler_t sighold sigignore siginfo_t
      siginterrupt sigisemptyset sigismember sigmask signal sigorset sigpause sigpending sigprocmask
      sigqueue sigrelse sigreturn sigset sigset_t sigsetmask sigstack sigsuspend sigtimedwait
      sigval_t sigwait sigwaitinfo ssignal stack_t sysv_signal tgkill time_t ucontext_t`,
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
    "stdint.h": `INT16_C INT16_MAX INT16_MIN INT16_WIDTH INT32_C INT32_MAX INT32_MIN INT32_WIDTH INT64_C INT64_MAX
      INT64_MIN INT64_WIDTH INT8_C INT8_MAX INT8_MIN INT8_WIDTH INTMAX_C INTMAX_MAX INTMAX_MIN
      INTMAX_WIDTH INTPTR_MAX INTPTR_MIN INTPTR_WIDTH INT_FAST16_MAX INT_FAST16_MIN INT_FAST16_WIDTH
      INT_FAST32_MAX INT_FAST32_MIN INT_FAST32_WIDTH INT_FAST64_MAX INT_FAST64_MIN INT_FAST64_WIDTH
      INT_FAST8_MAX INT_FAST8_MIN INT_FAST8_WIDTH INT_LEAST16_MAX INT_LEAST16_MIN INT_LEAST16_WIDTH
      INT_LEAST32_MAX INT_LEAST32_MIN INT_LEAST32_WIDTH INT_LEAST64_MAX INT_LEAST64_MIN
      INT_LEAST64_WIDTH INT_LEAST8_MAX INT_LEAST8_MIN INT_LEAST8_WIDTH PTRDIFF_MAX PTRDIFF_MIN
      PTRDIFF_WIDTH SIG_ATOMIC_MAX SIG_ATOMIC_MIN SIG_ATOMIC_WIDTH SIZE_MAX SIZE_WIDTH UINT16_C
      UINT16_MAX UINT16_WIDTH UINT32_C UINT32_MAX UINT32_WIDTH UINT64_C UINT64_MAX UINT64_WIDTH
      UINT8_C UINT8_MAX UINT8_WIDTH UINTMAX_C UINTMAX_MAX UINTMAX_WIDTH UINTPTR_MAX UINTPTR_WIDTH
      UINT_FAST16_MAX UINT_FAST16_WIDTH UINT_FAST32_MAX UINT_FAST32_WIDTH UINT_FAST64_MAX
      UINT_FAST64_WIDTH UINT_FAST8_MAX UINT_FAST8_WIDTH UINT_LEAST16_MAX UINT_LEAST16_WIDTH
      UINT_LEAST32_MAX UINT_LEAST32_WIDTH UINT_LEAST64_MAX UINT_LEAST64_WIDTH UINT_LEAST8_MAX
      UINT_LEAST8_WIDTH WCHAR_MAX WCHAR_MIN WCHAR_WIDTH WINT_MAX WINT_MIN WINT_WIDTH int16_t int32_t
      int64_t int8_t int_fast16_t int_fast32_t int_fast64_t int_fast8_t int_least16_t int_least32_t
      int_least64_t int_least8_t intmax_t intptr_t uint16_t uint32_t uint64_t uint8_t uint_fast16_t
      uint_fast32_t uint_fast64_t uint_fast8_t uint_least16_t uint_least32_t uint_least64_t
      uint_least8_t uintmax_t uintptr_t`,
    "stdio.h": `BUFSIZ EOF FILE FILENAME_MAX FOPEN_MAX L_ctermid L_cuserid L_tmpnam NULL P_tmpdir RENAME_EXCHANGE
      RENAME_NOREPLACE RENAME_WHITEOUT SEEK_CUR SEEK_DATA SEEK_END SEEK_HOLE SEEK_SET TMP_MAX
      asprintf clearerr clearerr_unlocked cookie_close_function_t cookie_io_functions_t
      cookie_read_function_t cookie_seek_function_t cookie_write_function_t ctermid cuserid dprintf
      fclose fcloseall fdopen feof feof_unlocked ferror ferror_unlocked fflush fflush_unlocked fgetc
      fgetc_unlocked fgetpos fgetpos64 fgets fgets_unlocked fileno fileno_unlocked flockfile fmemopen
      fopen fopen64 fopencookie fpos64_t fpos_t fprintf fputc fputc_unlocked fputs fputs_unlocked
      fread fread_unlocked freopen freopen64 fscanf fseek fseeko fseeko64 fsetpos fsetpos64 ftell
      ftello ftello64 ftrylockfile funlockfile fwrite fwrite_unlocked getc getc_unlocked getchar
      getchar_unlocked getdelim getline getw obstack obstack_printf obstack_vprintf off64_t off_t
      open_memstream pclose perror popen printf putc putc_unlocked putchar putchar_unlocked puts putw
      remove rename renameat renameat2 rewind scanf setbuf setbuffer setlinebuf setvbuf size_t
      snprintf sprintf sscanf ssize_t stderr stdin stdout tempnam tmpfile tmpfile64 tmpnam tmpnam_r
      ungetc va_list vasprintf vdprintf vfprintf vfscanf vprintf vscanf vsnprintf vsprintf vsscanf`,
    "stdlib.h": `EXIT_FAILURE EXIT_SUCCESS MB_CUR_MAX NULL RAND_MAX WCONTINUED WEXITED WEXITSTATUS WIFCONTINUED
      WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED WSTOPSIG WTERMSIG WUNTRACED _Exit
      a64l abort abs aligned_alloc arc4random arc4random_buf arc4random_uniform at_quick_exit atexit
      atof atoi atol atoll bsearch calloc canonicalize_file_name clearenv comparison_fn_t div div_t
      drand48 drand48_r ecvt ecvt_r erand48 erand48_r exit fcvt fcvt_r free gcvt getenv getloadavg
      getpt getsubopt grantpt initstate initstate_r jrand48 jrand48_r l64a labs lcong48 lcong48_r
      ldiv ldiv_t llabs lldiv lldiv_t locale_t lrand48 lrand48_r malloc mblen mbstowcs mbtowc mkdtemp
      mkostemp mkostemp64 mkostemps mkostemps64 mkstemp mkstemp64 mkstemps mkstemps64 mktemp mrand48
      mrand48_r nrand48 nrand48_r on_exit posix_memalign posix_openpt ptsname ptsname_r putenv qecvt
      qecvt_r qfcvt qfcvt_r qgcvt qsort qsort_r quick_exit rand rand_r random random_r realloc
      reallocarray realpath rpmatch secure_getenv seed48 seed48_r setenv setstate setstate_r srand
      srand48 srand48_r srandom srandom_r strfromd strfromf strfromf32 strfromf32x strfromf64
      strfromf64x strfroml strtod strtod_l strtof strtof32 strtof32_l strtof32x strtof32x_l strtof64
      strtof64_l strtof64x strtof64x_l strtof_l strtol strtol_l strtold strtold_l strtoll strtoll_l
      strtoq strtoul strtoul_l strtoull strtoull_l strtouq system unlockpt unsetenv valloc wchar_t
      wcstombs wctomb`,
    "string.h": `NULL basename explicit_bzero memccpy memchr memcmp memcpy memfrob memmem memmove mempcpy memrchr
      memset rawmemchr sigabbrev_np sigdescr_np stpcpy stpncpy strcasestr strcat strchr strchrnul
      strcmp strcoll strcoll_l strcpy strcspn strdup strdupa strerror strerror_l strerror_r
      strerrordesc_np strerrorname_np strfry strlen strncat strncmp strncpy strndup strndupa strnlen
      strpbrk strrchr strsep strsignal strspn strstr strtok strtok_r strverscmp strxfrm strxfrm_l`,
    "strings.h": `bcmp bcopy bzero ffs ffsl ffsll index locale_t rindex size_t strcasecmp strcasecmp_l strncasecmp
      strncasecmp_l`,
    "sys/param.h": `CANBSIZ DEV_BSIZE EXEC_PAGESIZE HZ MAX MAXHOSTNAMELEN MAXPATHLEN MAXSYMLINKS MIN NBBY NCARGS NGROUPS
      NODEV NOFILE NOGROUP clrbit howmany isclr isset powerof2 roundup setbit`,
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
      PR_SCHED_CORE PR_SCHED_CORE_CREATE PR_SCHED_CORE_GET PR_SCHED_CORE_MAX
      PR_SCHED_CORE_SCOPE_PROCESS_GROUP PR_SCHED_CORE_SCOPE_THREAD PR_SCHED_CORE_SCOPE_THREAD_GROUP
      PR_SCHED_CORE_SHARE_FROM PR_SCHED_CORE_SHARE_TO PR_SET_CHILD_SUBREAPER PR_SET_DUMPABLE
      PR_SET_ENDIAN PR_SET_FPEMU PR_SET_FPEXC PR_SET_FP_MODE PR_SET_IO_FLUSHER PR_SET_KEEPCAPS
      PR_SET_MM PR_SET_MM_ARG_END PR_SET_MM_ARG_START PR_SET_MM_AUXV PR_SET_MM_BRK PR_SET_MM_END_CODE
      PR_SET_MM_END_DATA PR_SET_MM_ENV_END PR_SET_MM_ENV_START PR_SET_MM_EXE_FILE PR_SET_MM_MAP
      PR_SET_MM_MAP_SIZE PR_SET_MM_START_BRK PR_SET_MM_START_CODE PR_SET_MM_START_DATA
      PR_SET_MM_START_STACK PR_SET_NAME PR_SET_NO_NEW_PRIVS PR_SET_PDEATHSIG PR_SET_PTRACER
      PR_SET_PTRACER_ANY PR_SET_SECCOMP PR_SET_SECUREBITS PR_SET_SPECULATION_CTRL
      PR_SET_SYSCALL_USER_DISPATCH PR_SET_TAGGED_ADDR_CTRL PR_SET_THP_DISABLE PR_SET_TIMERSLACK
      PR_SET_TIMING PR_SET_TSC PR_SET_UNALIGN PR_SET_VMA PR_SET_VMA_ANON_NAME PR_SME_GET_VL
      PR_SME_SET_VL PR_SME_SET_VL_ONEXEC PR_SME_VL_INHERIT PR_SME_VL_LEN_MASK PR_SPEC_DISABLE
      PR_SPEC_DISABLE_NOEXEC PR_SPEC_ENABLE PR_SPEC_FORCE_DISABLE PR_SPEC_INDIRECT_BRANCH
      PR_SPEC_L1D_FLUSH PR_SPEC_NOT_AFFECTED PR_SPEC_PRCTL PR_SPEC_STORE_BYPASS PR_SVE_GET_VL
      PR_SVE_SET_VL PR_SVE_SET_VL_ONEXEC PR_SVE_VL_INHERIT PR_SVE_VL_LEN_MASK PR_SYS_DISPATCH_OFF
      PR_SYS_DISPATCH_ON PR_TAGGED_ADDR_ENABLE PR_TASK_PERF_EVENTS_DISABLE PR_TASK_PERF_EVENTS_ENABLE
      PR_TIMING_STATISTICAL PR_TIMING_TIMESTAMP PR_TSC_ENABLE PR_TSC_SIGSEGV PR_UNALIGN_NOPRINT
      PR_UNALIGN_SIGBUS SYSCALL_DISPATCH_FILTER_ALLOW SYSCALL_DISPATCH_FILTER_BLOCK prctl`,
    "sys/select.h": `FD_CLR FD_ISSET FD_SET FD_SETSIZE FD_ZERO NFDBITS fd_mask fd_set pselect select sigset_t suseconds_t
      time_t`,
    "sys/stat.h": `ACCESSPERMS ALLPERMS DEFFILEMODE STATX_ALL STATX_ATIME STATX_ATTR_APPEND STATX_ATTR_AUTOMOUNT
      STATX_ATTR_COMPRESSED STATX_ATTR_DAX STATX_ATTR_ENCRYPTED STATX_ATTR_IMMUTABLE
      STATX_ATTR_MOUNT_ROOT STATX_ATTR_NODUMP STATX_ATTR_VERITY STATX_BASIC_STATS STATX_BLOCKS
      STATX_BTIME STATX_CTIME STATX_DIOALIGN STATX_GID STATX_INO STATX_MNT_ID STATX_MODE STATX_MTIME
      STATX_NLINK STATX_SIZE STATX_TYPE STATX_UID STATX__RESERVED S_BLKSIZE S_IEXEC S_IFBLK S_IFCHR
      S_IFDIR S_IFIFO S_IFLNK S_IFMT S_IFREG S_IFSOCK S_IREAD S_IRGRP S_IROTH S_IRUSR S_IRWXG S_IRWXO
      S_IRWXU S_ISBLK S_ISCHR S_ISDIR S_ISFIFO S_ISGID S_ISLNK S_ISREG S_ISSOCK S_ISUID S_ISVTX
      S_IWGRP S_IWOTH S_IWRITE S_IWUSR S_IXGRP S_IXOTH S_IXUSR S_TYPEISMQ S_TYPEISSEM S_TYPEISSHM
      UTIME_NOW UTIME_OMIT blkcnt_t blksize_t chmod dev_t fchmod fchmodat fstat fstat64 fstatat
      fstatat64 futimens getumask gid_t ino_t lchmod lstat lstat64 mkdir mkdirat mkfifo mkfifoat
      mknod mknodat mode_t nlink_t off_t st_atime st_ctime st_mtime stat stat64 statx time_t uid_t
      umask utimensat`,
    "sys/time.h": `ITIMER_PROF ITIMER_REAL ITIMER_VIRTUAL TIMESPEC_TO_TIMEVAL TIMEVAL_TO_TIMESPEC adjtime futimes
      futimesat getitimer gettimeofday lutimes setitimer settimeofday timeradd timerclear timercmp
      timerisset timersub utimes`,
    "sys/types.h": `blkcnt64_t blkcnt_t blksize_t caddr_t clock_t clockid_t daddr_t dev_t fsblkcnt64_t fsblkcnt_t
      fsfilcnt64_t fsfilcnt_t fsid_t gid_t id_t ino64_t ino_t int16_t int32_t int64_t int8_t key_t
      loff_t mode_t nlink_t off64_t off_t pid_t pthread_attr_t pthread_barrier_t
      pthread_barrierattr_t pthread_cond_t pthread_condattr_t pthread_key_t pthread_mutex_t
      pthread_mutexattr_t pthread_once_t pthread_rwlock_t pthread_rwlockattr_t pthread_spinlock_t
      pthread_t quad_t register_t size_t ssize_t timer_t u_char u_int u_int16_t u_int32_t u_int64_t
      u_int8_t u_long u_quad_t u_short uid_t uint ulong useconds_t ushort`,
    "time.h": `ADJ_ESTERROR ADJ_FREQUENCY ADJ_MAXERROR ADJ_MICRO ADJ_NANO ADJ_OFFSET ADJ_OFFSET_SINGLESHOT
      ADJ_OFFSET_SS_READ ADJ_SETOFFSET ADJ_STATUS ADJ_TAI ADJ_TICK ADJ_TIMECONST CLOCKS_PER_SEC
      CLOCK_BOOTTIME CLOCK_BOOTTIME_ALARM CLOCK_MONOTONIC CLOCK_MONOTONIC_COARSE CLOCK_MONOTONIC_RAW
      CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME CLOCK_REALTIME_ALARM CLOCK_REALTIME_COARSE CLOCK_TAI
      CLOCK_THREAD_CPUTIME_ID MOD_CLKA MOD_CLKB MOD_ESTERROR MOD_FREQUENCY MOD_MAXERROR MOD_MICRO
      MOD_NANO MOD_OFFSET MOD_STATUS MOD_TAI MOD_TIMECONST NULL STA_CLK STA_CLOCKERR STA_DEL STA_FLL
      STA_FREQHOLD STA_INS STA_MODE STA_NANO STA_PLL STA_PPSERROR STA_PPSFREQ STA_PPSJITTER
      STA_PPSSIGNAL STA_PPSTIME STA_PPSWANDER STA_RONLY STA_UNSYNC TIMER_ABSTIME TIME_UTC asctime
      asctime_r clock clock_adjtime clock_getcpuclockid clock_getres clock_gettime clock_nanosleep
      clock_settime clock_t clockid_t ctime ctime_r daylight difftime dysize getdate getdate_err
      getdate_r gmtime gmtime_r locale_t localtime localtime_r mktime nanosleep pid_t sigevent size_t
      strftime strftime_l strptime strptime_l time time_t timegm timelocal timer_create timer_delete
      timer_getoverrun timer_gettime timer_settime timer_t timespec_get timespec_getres timezone
      tzname tzset`,
    "unistd.h": `CLOSE_RANGE_CLOEXEC CLOSE_RANGE_UNSHARE F_LOCK F_OK F_TEST F_TLOCK F_ULOCK L_INCR L_SET L_XTND NULL
      R_OK SEEK_CUR SEEK_DATA SEEK_END SEEK_HOLE SEEK_SET STDERR_FILENO STDIN_FILENO STDOUT_FILENO
      TEMP_FAILURE_RETRY W_OK X_OK _exit access acct alarm brk chdir chown chroot close close_range
      closefrom confstr copy_file_range crypt daemon dup dup2 dup3 eaccess endusershell environ
      euidaccess execl execle execlp execv execve execveat execvp execvpe faccessat fchdir fchown
      fchownat fdatasync fexecve fork fpathconf fsync ftruncate ftruncate64 get_current_dir_name
      getcwd getdomainname getdtablesize getegid getentropy geteuid getgid getgroups gethostid
      gethostname getlogin getlogin_r getopt getpagesize getpass getpgid getpgrp getpid getppid
      getresgid getresuid getsid gettid getuid getusershell getwd gid_t group_member intptr_t isatty
      lchown link linkat lockf lockf64 lseek lseek64 nice off64_t off_t optarg opterr optind optopt
      pathconf pause pid_t pipe pipe2 pread pread64 profil pwrite pwrite64 read readlink readlinkat
      revoke rmdir sbrk setdomainname setegid seteuid setgid sethostid sethostname setlogin setpgid
      setpgrp setregid setresgid setresuid setreuid setsid setuid setusershell size_t sleep socklen_t
      ssize_t swab symlink symlinkat sync syncfs syscall sysconf tcgetpgrp tcsetpgrp truncate
      truncate64 ttyname ttyname_r ttyslot ualarm uid_t unlink unlinkat useconds_t usleep vfork
      vhangup write`,
    "wchar.h": `FILE NULL WCHAR_MAX WCHAR_MIN WEOF btowc fgetwc fgetwc_unlocked fgetws fgetws_unlocked fputwc
      fputwc_unlocked fputws fputws_unlocked fwide fwprintf fwscanf getwc getwc_unlocked getwchar
      getwchar_unlocked locale_t mbrlen mbrtowc mbsinit mbsnrtowcs mbsrtowcs mbstate_t
      open_wmemstream putwc putwc_unlocked putwchar putwchar_unlocked size_t swprintf swscanf tm
      ungetwc va_list vfwprintf vfwscanf vswprintf vswscanf vwprintf vwscanf wchar_t wcpcpy wcpncpy
      wcrtomb wcscasecmp wcscasecmp_l wcscat wcschr wcschrnul wcscmp wcscoll wcscoll_l wcscpy wcscspn
      wcsdup wcsftime wcsftime_l wcslen wcsncasecmp wcsncasecmp_l wcsncat wcsncmp wcsncpy wcsnlen
      wcsnrtombs wcspbrk wcsrchr wcsrtombs wcsspn wcsstr wcstod wcstod_l wcstof wcstof32 wcstof32_l
      wcstof32x wcstof32x_l wcstof64 wcstof64_l wcstof64x wcstof64x_l wcstof_l wcstok wcstol wcstol_l
      wcstold wcstold_l wcstoll wcstoll_l wcstoq wcstoul wcstoul_l wcstoull wcstoull_l wcstouq wcswcs
      wcswidth wcsxfrm wcsxfrm_l wctob wcwidth wint_t wmemchr wmemcmp wmemcpy wmemmove wmempcpy
      wmemset wprintf wscanf`,
    "wctype.h": `WEOF iswalnum iswalnum_l iswalpha iswalpha_l iswblank iswblank_l iswcntrl iswcntrl_l iswctype
      iswctype_l iswdigit iswdigit_l iswgraph iswgraph_l iswlower iswlower_l iswprint iswprint_l
      iswpunct iswpunct_l iswspace iswspace_l iswupper iswupper_l iswxdigit iswxdigit_l locale_t
      towctrans towctrans_l towlower towlower_l towupper towupper_l wctrans wctrans_l wctrans_t
      wctype wctype_l wctype_t wint_t`,
  },
  tags: {
    "crypt.h": `crypt_data`,
    "dlfcn.h": `dl_find_object`,
    "fcntl.h": `f_owner_ex file_handle flock flock64 iovec stat stat64 timespec`,
    "locale.h": `lconv`,
    "pthread.h": `pthread_attr_t`,
    "sched.h": `sched_param timespec`,
    "signal.h": `pthread_attr_t sigaction sigcontext sigevent sigstack sigval timespec ucontext_t`,
    "stdatomic.h": `atomic_flag`,
    "stdlib.h": `drand48_data random_data`,
    "sys/prctl.h": `prctl_mm_map`,
    "sys/select.h": `timespec timeval`,
    "sys/stat.h": `stat stat64 statx statx_timestamp timespec`,
    "sys/time.h": `itimerval timezone`,
    "sys/types.h": `pthread_attr_t`,
    "time.h": `itimerspec timespec timeval timex tm`,
  },
  namesElsewhere: {
    "aio.h": `SIGEV_NONE SIGEV_SIGNAL SIGEV_THREAD SIGEV_THREAD_ID sigev_notify_attributes sigev_notify_function
      sigevent_t`,
    "argp.h": `getopt optarg opterr optind optopt`,
    "arpa/inet.h": `socklen_t uint16_t uint32_t uint64_t uint8_t`,
    "dirent.h": `AIO_PRIO_DELTA_MAX DELAYTIMER_MAX HOST_NAME_MAX LOGIN_NAME_MAX MAX_CANON MAX_INPUT MQ_PRIO_MAX
      NAME_MAX NGROUPS_MAX PATH_MAX PIPE_BUF PTHREAD_DESTRUCTOR_ITERATIONS PTHREAD_KEYS_MAX
      PTHREAD_STACK_MIN RTSIG_MAX SEM_VALUE_MAX SSIZE_MAX TTY_NAME_MAX XATTR_LIST_MAX XATTR_NAME_MAX
      XATTR_SIZE_MAX ino64_t ino_t size_t`,
    "err.h": `va_list`,
    "gconv.h": `size_t wchar_t wint_t`,
    "getopt.h": `getopt optarg opterr optind optopt`,
    "glob.h": `size_t stat stat64`,
    "grp.h": `FILE gid_t size_t`,
    "gshadow.h": `FILE size_t`,
    "iconv.h": `size_t`,
    "ifaddrs.h": `socklen_t`,
    "jmorecfg.h": `FALSE TRUE`,
    "jpegint.h": `MAX MIN`,
    "jpeglib.h": `FALSE TRUE`,
    "langinfo.h": `locale_t`,
    "libgen.h": `basename`,
    "malloc.h": `calloc free malloc realloc reallocarray valloc`,
    "mntent.h": `FILE`,
    "monetary.h": `locale_t size_t ssize_t`,
    "mqueue.h": `sigev_notify_attributes sigev_notify_function sigevent_t`,
    "ncurses_dll.h": `NCURSES_API NCURSES_DLL_H_incl NCURSES_EXPORT NCURSES_EXPORT_GENERAL_EXPORT
      NCURSES_EXPORT_GENERAL_IMPORT NCURSES_EXPORT_VAR NCURSES_IMPEXP NCURSES_PUBLIC_VAR
      NCURSES_WRAPPED_VAR`,
    "net/if.h": `socklen_t`,
    "net/if_arp.h": `socklen_t`,
    "net/if_ppp.h": `socklen_t`,
    "net/if_shaper.h": `socklen_t`,
    "net/ppp_defs.h": `time_t`,
    "net/route.h": `socklen_t uint16_t uint32_t uint64_t uint8_t`,
    "netdb.h": `sigev_notify_attributes sigev_notify_function sigevent_t socklen_t uint16_t uint32_t uint64_t uint8_t`,
    "netinet/ether.h": `socklen_t`,
    "netinet/icmp6.h": `socklen_t`,
    "netinet/if_ether.h": `socklen_t`,
    "netinet/igmp.h": `socklen_t uint16_t uint32_t uint64_t uint8_t`,
    "netinet/in.h": `socklen_t uint16_t uint32_t uint64_t uint8_t`,
    "netinet/ip.h": `socklen_t uint16_t uint32_t uint64_t uint8_t`,
    "netinet/ip6.h": `socklen_t`,
    "netinet/ip_icmp.h": `socklen_t`,
    "netinet/tcp.h": `socklen_t`,
    "poll.h": `time_t`,
    "printf.h": `FILE size_t wchar_t`,
    "pty.h": `pid_t`,
    "pwd.h": `FILE gid_t size_t uid_t`,
    "re_comp.h": `RE_DUP_MAX`,
    "regex.h": `RE_DUP_MAX`,
    "search.h": `comparison_fn_t size_t`,
    "shadow.h": `FILE size_t`,
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
    "sys/dir.h": `AIO_PRIO_DELTA_MAX DELAYTIMER_MAX HOST_NAME_MAX LOGIN_NAME_MAX MAX_CANON MAX_INPUT MQ_PRIO_MAX
      NAME_MAX NGROUPS_MAX PATH_MAX PIPE_BUF PTHREAD_DESTRUCTOR_ITERATIONS PTHREAD_KEYS_MAX
      PTHREAD_STACK_MIN RTSIG_MAX SEM_VALUE_MAX SSIZE_MAX TTY_NAME_MAX XATTR_LIST_MAX XATTR_NAME_MAX
      XATTR_SIZE_MAX ino64_t ino_t size_t`,
    "sys/file.h": `L_INCR L_SET L_XTND`,
    "sys/ipc.h": `gid_t key_t mode_t uid_t`,
    "sys/mman.h": `mode_t off_t size_t`,
    "sys/msg.h": `gid_t key_t mode_t pid_t size_t ssize_t time_t uid_t`,
    "sys/pidfd.h": `si_addr si_addr_lsb si_arch si_band si_call_addr si_fd si_int si_lower si_overrun si_pid si_pkey
      si_ptr si_status si_stime si_syscall si_timerid si_uid si_upper si_utime si_value siginfo_t`,
    "sys/poll.h": `time_t`,
    "sys/random.h": `getentropy`,
    "sys/resource.h": `id_t`,
    "sys/shm.h": `gid_t key_t mode_t pid_t size_t time_t uid_t`,
    "sys/signalfd.h": `sigset_t`,
    "sys/socket.h": `socklen_t`,
    "sys/socketvar.h": `socklen_t`,
    "sys/statvfs.h": `fsblkcnt_t fsfilcnt_t`,
    "sys/syslog.h": `va_list`,
    "sys/termios.h": `pid_t`,
    "sys/timeb.h": `time_t`,
    "sys/times.h": `clock_t`,
    "sys/timex.h": `ADJ_ESTERROR ADJ_FREQUENCY ADJ_MAXERROR ADJ_MICRO ADJ_NANO ADJ_OFFSET ADJ_OFFSET_SINGLESHOT
      ADJ_OFFSET_SS_READ ADJ_SETOFFSET ADJ_STATUS ADJ_TAI ADJ_TICK ADJ_TIMECONST MOD_CLKA MOD_CLKB
      MOD_ESTERROR MOD_FREQUENCY MOD_MAXERROR MOD_MICRO MOD_NANO MOD_OFFSET MOD_STATUS MOD_TAI
      MOD_TIMECONST STA_CLK STA_CLOCKERR STA_DEL STA_FLL STA_FREQHOLD STA_INS STA_MODE STA_NANO
      STA_PLL STA_PPSERROR STA_PPSFREQ STA_PPSJITTER STA_PPSSIGNAL STA_PPSTIME STA_PPSWANDER
      STA_RONLY STA_UNSYNC`,
    "sys/ucontext.h": `NGREG REG_CR2 REG_CSGSFS REG_EFL REG_ERR REG_OLDMASK REG_R10 REG_R11 REG_R12 REG_R13 REG_R14 REG_R15
      REG_R8 REG_R9 REG_RAX REG_RBP REG_RBX REG_RCX REG_RDI REG_RDX REG_RIP REG_RSI REG_RSP
      REG_TRAPNO fpregset_t greg_t gregset_t mcontext_t sigset_t size_t stack_t ucontext_t`,
    "sys/vlimit.h": `INFINITY`,
    "sys/wait.h": `WCONTINUED WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED
      WSTOPSIG WTERMSIG WUNTRACED id_t`,
    "syslog.h": `va_list`,
    "term.h": `GCC_NORETURN NCURSES_API NCURSES_CONST NCURSES_DLL_H_incl NCURSES_EXPORT
      NCURSES_EXPORT_GENERAL_EXPORT NCURSES_EXPORT_GENERAL_IMPORT NCURSES_EXPORT_VAR NCURSES_IMPEXP
      NCURSES_OUTC_sp NCURSES_PUBLIC_VAR NCURSES_SP_FUNCS NCURSES_SP_NAME NCURSES_SP_OUTC
      NCURSES_VERSION NCURSES_WRAPPED_VAR SCREEN pid_t putp screen tigetflag tigetnum tigetstr tiparm
      tparm ttytype`,
    "term_entry.h": `pid_t`,
    "termcap.h": `NCURSES_API NCURSES_DLL_H_incl NCURSES_EXPORT NCURSES_EXPORT_GENERAL_EXPORT
      NCURSES_EXPORT_GENERAL_IMPORT NCURSES_EXPORT_VAR NCURSES_IMPEXP NCURSES_PUBLIC_VAR
      NCURSES_VERSION NCURSES_WRAPPED_VAR`,
    "termio.h": `pid_t`,
    "termios.h": `pid_t`,
    "uchar.h": `mbstate_t size_t`,
    "ucontext.h": `NGREG REG_CR2 REG_CSGSFS REG_EFL REG_ERR REG_OLDMASK REG_R10 REG_R11 REG_R12 REG_R13 REG_R14 REG_R15
      REG_R8 REG_R9 REG_RAX REG_RBP REG_RBX REG_RCX REG_RDI REG_RDX REG_RIP REG_RSI REG_RSP
      REG_TRAPNO fpregset_t greg_t gregset_t mcontext_t sigset_t size_t stack_t ucontext_t`,
    "unwind.h": `int16_t int32_t int64_t int8_t int_fast16_t int_fast32_t int_fast64_t int_fast8_t int_least16_t
      int_least32_t int_least64_t int_least8_t intmax_t intptr_t uint16_t uint32_t uint64_t uint8_t
      uint_fast16_t uint_fast32_t uint_fast64_t uint_fast8_t uint_least16_t uint_least32_t
      uint_least64_t uint_least8_t uintmax_t uintptr_t`,
    "utime.h": `time_t`,
    "utmpx.h": `pid_t`,
    "values.h": `MAXFLOAT`,
    "wait.h": `WCONTINUED WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED
      WSTOPSIG WTERMSIG WUNTRACED id_t`,
    "wordexp.h": `size_t`,
  },
  tagsElsewhere: {
    "aio.h": `sigevent sigval`,
    "arpa/inet.h": `iovec`,
    "ifaddrs.h": `iovec`,
    "mqueue.h": `sigevent sigval`,
    "net/if.h": `iovec`,
    "net/if_arp.h": `iovec`,
    "net/if_ppp.h": `iovec`,
    "net/if_shaper.h": `iovec`,
    "net/route.h": `iovec`,
    "netdb.h": `iovec sigevent sigval`,
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
    "sys/pidfd.h": `sigval`,
    "sys/poll.h": `timespec`,
    "sys/resource.h": `timeval`,
    "sys/socket.h": `iovec`,
    "sys/socketvar.h": `iovec`,
    "sys/timex.h": `timex`,
    "sys/ucontext.h": `ucontext_t`,
    "sys/uio.h": `iovec`,
    "ucontext.h": `ucontext_t`,
  },
  includes: {
    "acc_prof.h": `stddef.h`,
    "aio.h": `endian.h features.h sys/select.h sys/types.h`,
    "aliases.h": `endian.h features.h sys/select.h sys/types.h`,
    "alloca.h": `features.h`,
    "ammintrin.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "ar.h": `features.h`,
    "argp.h": `ctype.h errno.h features.h limits.h stdio.h`,
    "argz.h": `errno.h features.h string.h strings.h`,
    "arpa/inet.h": `endian.h features.h sys/select.h sys/types.h`,
    "arpa/nameser.h": `endian.h features.h limits.h signal.h stdint.h sys/param.h sys/select.h sys/types.h unistd.h`,
    "arpa/nameser_compat.h": `endian.h features.h`,
    "assert.h": `features.h`,
    "backtrace.h": `features.h stddef.h stdint.h stdio.h`,
    "byteswap.h": `features.h`,
    "bzlib.h": `features.h stdio.h`,
    "complex.h": `features.h`,
    "crypt.h": `features.h`,
    "ctype.h": `features.h`,
    "curses.h": `features.h stdarg.h stdbool.h stddef.h stdint.h stdio.h wchar.h`,
    "dirent.h": `features.h`,
    "dlfcn.h": `features.h`,
    "elf.h": `features.h stdint.h`,
    "emmintrin.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "endian.h": `features.h`,
    "envz.h": `errno.h features.h string.h strings.h`,
    "err.h": `features.h`,
    "errno.h": `features.h`,
    "error.h": `features.h`,
    "execinfo.h": `features.h`,
    "expat.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "fcntl.h": `features.h`,
    "fenv.h": `features.h`,
    "ffi.h": `features.h limits.h stddef.h`,
    "fmtmsg.h": `features.h`,
    "form.h": `curses.h features.h stdarg.h stdbool.h stddef.h stdint.h stdio.h wchar.h`,
    "fpu_control.h": `features.h`,
    "fstab.h": `features.h`,
    "fts.h": `endian.h features.h sys/select.h sys/types.h`,
    "ftw.h": `endian.h features.h sys/select.h sys/stat.h sys/types.h`,
    "gconv.h": `features.h`,
    "gcrypt.h": `alloca.h endian.h features.h stdarg.h stddef.h stdio.h stdlib.h string.h strings.h sys/select.h
      sys/types.h`,
    "getopt.h": `features.h`,
    "glob.h": `features.h`,
    "gmp.h": `features.h limits.h stddef.h`,
    "gpg-error.h": `endian.h features.h stdarg.h stddef.h stdio.h sys/select.h sys/types.h`,
    "gpgrt.h": `endian.h features.h stdarg.h stddef.h stdio.h sys/select.h sys/types.h`,
    "grp.h": `features.h`,
    "gshadow.h": `features.h`,
    "heaptrack_api.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "iconv.h": `features.h`,
    "idn2.h": `features.h stdint.h string.h strings.h`,
    "ieee754.h": `features.h`,
    "ifaddrs.h": `endian.h features.h sys/select.h sys/types.h`,
    "immintrin.h": `alloca.h endian.h features.h stddef.h stdlib.h sys/select.h sys/types.h`,
    "inttypes.h": `features.h stdint.h`,
    "langinfo.h": `features.h`,
    "lastlog.h": `endian.h features.h sys/select.h sys/time.h sys/types.h`,
    "libgen.h": `features.h`,
    "libintl.h": `features.h`,
    "libtasn1.h": `endian.h features.h stdio.h sys/select.h sys/types.h time.h`,
    "limits.h": `features.h`,
    "link.h": `dlfcn.h endian.h features.h stdint.h sys/select.h sys/types.h`,
    "locale.h": `features.h`,
    "lzma.h": `features.h inttypes.h stddef.h stdint.h`,
    "magic.h": `endian.h features.h sys/select.h sys/types.h`,
    "malloc.h": `features.h stddef.h stdio.h`,
    "math.h": `features.h`,
    "mcheck.h": `features.h`,
    "memory.h": `features.h string.h strings.h`,
    "menu.h": `curses.h features.h stdarg.h stdbool.h stddef.h stdint.h stdio.h wchar.h`,
    "mm_malloc.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "mntent.h": `features.h`,
    "monetary.h": `features.h`,
    "mqueue.h": `endian.h fcntl.h features.h sys/select.h sys/types.h`,
    "ncurses.h": `curses.h features.h stdarg.h stdbool.h stddef.h stdint.h stdio.h wchar.h`,
    "net/ethernet.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "net/if.h": `endian.h features.h sys/select.h sys/types.h`,
    "net/if_arp.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "net/if_packet.h": `features.h`,
    "net/if_ppp.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "net/if_shaper.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "net/ppp_defs.h": `features.h`,
    "net/route.h": `endian.h features.h sys/select.h sys/types.h`,
    "netdb.h": `endian.h features.h sys/select.h sys/types.h`,
    "netinet/ether.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "netinet/icmp6.h": `endian.h features.h inttypes.h stdint.h string.h strings.h sys/select.h sys/types.h`,
    "netinet/if_ether.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "netinet/if_fddi.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "netinet/if_tr.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "netinet/igmp.h": `endian.h features.h sys/select.h sys/types.h`,
    "netinet/in.h": `endian.h features.h sys/select.h sys/types.h`,
    "netinet/in_systm.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "netinet/ip.h": `endian.h features.h sys/select.h sys/types.h`,
    "netinet/ip6.h": `endian.h features.h inttypes.h stdint.h sys/select.h sys/types.h`,
    "netinet/ip_icmp.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "netinet/tcp.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "netinet/udp.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "nl_types.h": `features.h`,
    "nmmintrin.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "nss.h": `endian.h features.h stddef.h stdint.h sys/select.h sys/types.h`,
    "obstack.h": `features.h string.h strings.h`,
    "openacc.h": `stddef.h`,
    "panel.h": `curses.h features.h stdarg.h stdbool.h stddef.h stdint.h stdio.h wchar.h`,
    "pmmintrin.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "png.h": `features.h limits.h setjmp.h stddef.h stdio.h time.h`,
    "pngconf.h": `features.h limits.h stddef.h`,
    "poll.h": `features.h`,
    "printf.h": `features.h stdarg.h`,
    "proc_service.h": `endian.h features.h sys/select.h sys/time.h sys/types.h`,
    "pthread.h": `features.h sched.h time.h`,
    "pty.h": `features.h`,
    "pwd.h": `features.h`,
    "quadmath.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "quadmath_weak.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "re_comp.h": `endian.h features.h sys/select.h sys/types.h`,
    "regex.h": `endian.h features.h sys/select.h sys/types.h`,
    "resolv.h": `endian.h features.h limits.h signal.h stdint.h stdio.h sys/param.h sys/select.h sys/types.h unistd.h`,
    "sched.h": `features.h`,
    "search.h": `features.h`,
    "semaphore.h": `endian.h features.h sys/select.h sys/types.h`,
    "setjmp.h": `features.h`,
    "sgtty.h": `features.h`,
    "shadow.h": `features.h`,
    "signal.h": `features.h unistd.h`,
    "smmintrin.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "spawn.h": `endian.h features.h sched.h sys/select.h sys/types.h`,
    "sqlite3.h": `stdarg.h`,
    "sqlite3ext.h": `stdarg.h`,
    "stdint.h": `features.h`,
    "stdio.h": `features.h`,
    "stdio_ext.h": `features.h stdio.h`,
    "stdlib.h": `alloca.h endian.h features.h sys/select.h sys/types.h`,
    "string.h": `features.h strings.h`,
    "strings.h": `features.h`,
    "sys/acct.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "sys/auxv.h": `features.h stdint.h`,
    "sys/bitypes.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/cdefs.h": `features.h`,
    "sys/dir.h": `features.h`,
    "sys/epoll.h": `endian.h features.h stdint.h sys/select.h sys/types.h`,
    "sys/errno.h": `errno.h features.h`,
    "sys/eventfd.h": `features.h stdint.h`,
    "sys/fanotify.h": `features.h stdint.h`,
    "sys/fcntl.h": `fcntl.h features.h`,
    "sys/file.h": `fcntl.h features.h`,
    "sys/fsuid.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/gmon.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/gmon_out.h": `features.h`,
    "sys/inotify.h": `features.h stdint.h`,
    "sys/io.h": `features.h`,
    "sys/ioctl.h": `features.h`,
    "sys/ipc.h": `features.h`,
    "sys/klog.h": `features.h`,
    "sys/mman.h": `features.h`,
    "sys/mount.h": `fcntl.h features.h stddef.h stdint.h`,
    "sys/msg.h": `features.h`,
    "sys/mtio.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/param.h": `endian.h features.h limits.h signal.h sys/select.h sys/types.h unistd.h`,
    "sys/perm.h": `features.h`,
    "sys/personality.h": `features.h`,
    "sys/pidfd.h": `fcntl.h features.h`,
    "sys/poll.h": `features.h`,
    "sys/prctl.h": `features.h`,
    "sys/procfs.h": `endian.h features.h sys/select.h sys/time.h sys/types.h`,
    "sys/profil.h": `endian.h features.h sys/select.h sys/time.h sys/types.h`,
    "sys/ptrace.h": `features.h`,
    "sys/quota.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/random.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/raw.h": `features.h stdint.h`,
    "sys/reboot.h": `features.h`,
    "sys/resource.h": `features.h`,
    "sys/rseq.h": `features.h stddef.h stdint.h`,
    "sys/select.h": `features.h`,
    "sys/sem.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/sendfile.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/shm.h": `features.h`,
    "sys/signal.h": `features.h signal.h unistd.h`,
    "sys/signalfd.h": `features.h stdint.h`,
    "sys/single_threaded.h": `features.h`,
    "sys/socket.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/socketvar.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/soundcard.h": `endian.h features.h`,
    "sys/stat.h": `features.h`,
    "sys/statfs.h": `features.h`,
    "sys/statvfs.h": `features.h`,
    "sys/swap.h": `features.h`,
    "sys/sysinfo.h": `features.h`,
    "sys/syslog.h": `features.h`,
    "sys/sysmacros.h": `features.h`,
    "sys/termios.h": `features.h`,
    "sys/time.h": `features.h sys/select.h`,
    "sys/timeb.h": `features.h`,
    "sys/timerfd.h": `features.h time.h`,
    "sys/times.h": `features.h`,
    "sys/timex.h": `features.h sys/select.h sys/time.h`,
    "sys/types.h": `endian.h features.h sys/select.h`,
    "sys/ucontext.h": `features.h`,
    "sys/uio.h": `endian.h features.h sys/select.h sys/types.h`,
    "sys/un.h": `features.h string.h strings.h`,
    "sys/unistd.h": `features.h unistd.h`,
    "sys/utsname.h": `features.h`,
    "sys/vfs.h": `features.h`,
    "sys/vlimit.h": `features.h`,
    "sys/wait.h": `features.h signal.h unistd.h`,
    "sys/xattr.h": `endian.h features.h sys/select.h sys/types.h`,
    "syslog.h": `features.h`,
    "tar.h": `features.h`,
    "term.h": `features.h`,
    "term_entry.h": `curses.h features.h stdarg.h stdbool.h stddef.h stdint.h stdio.h wchar.h`,
    "termcap.h": `endian.h features.h sys/select.h sys/types.h`,
    "termio.h": `features.h`,
    "termios.h": `features.h`,
    "tgmath.h": `features.h math.h`,
    "thread_db.h": `endian.h features.h pthread.h sched.h stdint.h sys/select.h sys/time.h sys/types.h time.h`,
    "threads.h": `features.h time.h`,
    "time.h": `features.h`,
    "tmmintrin.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "ttyent.h": `features.h`,
    "uchar.h": `features.h`,
    "ucontext.h": `features.h`,
    "ulimit.h": `features.h`,
    "unctrl.h": `curses.h features.h stdarg.h stdbool.h stddef.h stdint.h stdio.h wchar.h`,
    "unistd.h": `features.h`,
    "utime.h": `features.h`,
    "utmp.h": `endian.h features.h sys/select.h sys/time.h sys/types.h`,
    "utmpx.h": `features.h sys/select.h sys/time.h`,
    "values.h": `features.h float.h limits.h`,
    "wait.h": `features.h signal.h unistd.h`,
    "wchar.h": `features.h`,
    "wctype.h": `features.h`,
    "wmmintrin.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "wordexp.h": `features.h`,
    "x86gprintrin.h": `stddef.h`,
    "x86intrin.h": `alloca.h endian.h features.h stddef.h stdlib.h sys/select.h sys/types.h`,
    "xmmintrin.h": `alloca.h endian.h features.h stdlib.h sys/select.h sys/types.h`,
    "yaml.h": `alloca.h endian.h features.h stdio.h stdlib.h string.h strings.h sys/select.h sys/types.h`,
    "z3.h": `features.h stdbool.h stdint.h stdio.h`,
    "zconf.h": `endian.h features.h limits.h stdarg.h stddef.h sys/select.h sys/types.h unistd.h`,
    "zlib.h": `endian.h features.h limits.h stdarg.h stddef.h sys/select.h sys/types.h unistd.h`,
  },
  others: `a.out.h adxintrin.h amxbf16intrin.h amxint8intrin.h amxtileintrin.h arpa/ftp.h arpa/telnet.h
      arpa/tftp.h avx2intrin.h avx5124fmapsintrin.h avx5124vnniwintrin.h avx512bf16intrin.h
      avx512bf16vlintrin.h avx512bitalgintrin.h avx512bwintrin.h avx512cdintrin.h avx512dqintrin.h
      avx512erintrin.h avx512fintrin.h avx512fp16intrin.h avx512fp16vlintrin.h avx512ifmaintrin.h
      avx512ifmavlintrin.h avx512pfintrin.h avx512vbmi2intrin.h avx512vbmi2vlintrin.h
      avx512vbmiintrin.h avx512vbmivlintrin.h avx512vlbwintrin.h avx512vldqintrin.h avx512vlintrin.h
      avx512vnniintrin.h avx512vnnivlintrin.h avx512vp2intersectintrin.h avx512vp2intersectvlintrin.h
      avx512vpopcntdqintrin.h avx512vpopcntdqvlintrin.h avxintrin.h avxvnniintrin.h
      backtrace-supported.h bmi2intrin.h bmiintrin.h bmmintrin.h cet.h cetintrin.h cldemoteintrin.h
      clflushoptintrin.h clwbintrin.h clzerointrin.h cpio.h cpuid.h cross-stdarg.h cursesapp.h
      cursesf.h cursesm.h cursesp.h cursesw.h cursslk.h enqcmdintrin.h eti.h etip.h expat_config.h
      expat_external.h f16cintrin.h features-time64.h features.h ffitarget.h float.h fma4intrin.h
      fmaintrin.h fnmatch.h fxsrintrin.h gcov.h gfniintrin.h gmpxx.h gnu-versions.h gnumake.h
      hresetintrin.h ia32intrin.h iso646.h jconfig.h jerror.h jmorecfg.h jpegint.h jpeglib.h
      keylockerintrin.h lwpintrin.h lzcntintrin.h mm3dnow.h mmintrin.h movdirintrin.h mwaitintrin.h
      mwaitxintrin.h nc_tparm.h ncurses_dll.h net/if_slip.h net/ppp-comp.h omp.h paths.h
      pconfigintrin.h pkuintrin.h pnglibconf.h popcntintrin.h prfchwintrin.h rdseedintrin.h regexp.h
      rtmintrin.h serializeintrin.h sgxintrin.h shaintrin.h stab.h stdalign.h stdarg.h stdatomic.h
      stdbool.h stdc-predef.h stddef.h stdfix.h stdint-gcc.h stdnoreturn.h sys/debugreg.h sys/elf.h
      sys/kd.h sys/pci.h sys/queue.h sys/reg.h sys/syscall.h sys/ttychars.h sys/ttydefaults.h
      sys/user.h sys/vm86.h sys/vt.h syscall.h sysexits.h syslimits.h tbmintrin.h tic.h
      tsxldtrkintrin.h uintrintrin.h unwind.h vaesintrin.h varargs.h vpclmulqdqintrin.h
      waitpkgintrin.h wbnoinvdintrin.h xopintrin.h xsavecintrin.h xsaveintrin.h xsaveoptintrin.h
      xsavesintrin.h xtestintrin.h z3++.h z3_algebraic.h z3_api.h z3_ast_containers.h z3_fixedpoint.h
      z3_fpa.h z3_macros.h z3_optimization.h z3_polynomial.h z3_rcf.h z3_spacer.h z3_v1.h
      z3_version.h`,
};
