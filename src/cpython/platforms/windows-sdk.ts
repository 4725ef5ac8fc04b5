/**
 * The parts of `windows.h` of the Windows SDK 10.0.26100 that CPython's headers rely on, written independently.
 * `test/conformance/windows.test.ts` compares with mingw-w64.
 */
import { words } from "./lines.ts";

const hexadecimal = (value: number): string => `0x${value.toString(16).padStart(8, "0").toUpperCase()}`;

/** Names of Windows versions in `NTDDI_…` since Windows 10, numbered consecutively. */
const windows10 = words(
  "WINTHRESHOLD WIN10_TH2 WIN10_RS1 WIN10_RS2 WIN10_RS3 WIN10_RS4 WIN10_RS5 WIN10_19H1 WIN10_VB WIN10_MN WIN10_FE " +
    "WIN10_CO WIN10_NI WIN10_CU WIN11_ZN WIN11_GA WIN11_GE",
);

/** `typedef T NAME, *PNAME, *LPNAME;` */
const pointers = (table: Record<string, string>): string =>
  Object.entries(table)
    .map(([name, type]) => `typedef ${type} ${name}, *P${name}, *LP${name};`)
    .join("\n");

/** `struct NAME__ *`: the type of handles under `STRICT`. */
const handles = (names: string): string =>
  words(names)
    .map((name) => `typedef struct ${name}__ { int unused; } *${name};`)
    .join("\n");

export const windowsSdkHeaders: Record<string, string> = {
  "winapifamily.h": `
#define WINAPI_FAMILY_PC_APP 2
#define WINAPI_FAMILY_PHONE_APP 3
#define WINAPI_FAMILY_SYSTEM 4
#define WINAPI_FAMILY_SERVER 5
#define WINAPI_FAMILY_GAMES 6
#define WINAPI_FAMILY_DESKTOP_APP 100
#define WINAPI_FAMILY_APP WINAPI_FAMILY_PC_APP
#ifndef WINAPI_FAMILY
#define WINAPI_FAMILY WINAPI_FAMILY_DESKTOP_APP
#endif
#define WINAPI_PARTITION_DESKTOP (WINAPI_FAMILY == WINAPI_FAMILY_DESKTOP_APP)
#define WINAPI_PARTITION_APP 1
#define WINAPI_PARTITION_PC_APP 1
#define WINAPI_PARTITION_PHONE_APP (WINAPI_FAMILY == WINAPI_FAMILY_PHONE_APP)
#define WINAPI_PARTITION_SYSTEM (WINAPI_FAMILY == WINAPI_FAMILY_SYSTEM || WINAPI_PARTITION_DESKTOP)
#define WINAPI_PARTITION_GAMES (WINAPI_FAMILY == WINAPI_FAMILY_GAMES || WINAPI_PARTITION_DESKTOP)
#define WINAPI_FAMILY_PARTITION(Partitions) (Partitions)`,

  "sdkddkver.h": `
#define _WIN32_WINNT_NT4 0x0400
#define _WIN32_WINNT_WIN2K 0x0500
#define _WIN32_WINNT_WINXP 0x0501
#define _WIN32_WINNT_WS03 0x0502
#define _WIN32_WINNT_VISTA 0x0600
#define _WIN32_WINNT_WIN7 0x0601
#define _WIN32_WINNT_WIN8 0x0602
#define _WIN32_WINNT_WINBLUE 0x0603
#define _WIN32_WINNT_WIN10 0x0A00
#define NTDDI_WIN2K 0x05000000
#define NTDDI_WINXP 0x05010000
#define NTDDI_WS03 0x05020000
#define NTDDI_WIN6 0x06000000
#define NTDDI_VISTA NTDDI_WIN6
#define NTDDI_LONGHORN NTDDI_VISTA
#define NTDDI_VISTASP1 0x06000100
#define NTDDI_WIN7 0x06010000
#define NTDDI_WIN8 0x06020000
#define NTDDI_WINBLUE 0x06030000
${windows10.map((name, index) => `#define NTDDI_${name} ${hexadecimal(0x0a00_0000 + index)}`).join("\n")}
#define NTDDI_WIN10 NTDDI_WINTHRESHOLD
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0A00
#endif
#ifndef NTDDI_VERSION
#if _WIN32_WINNT < 0x0A00
#define NTDDI_VERSION (_WIN32_WINNT << 16)
#else
#define NTDDI_VERSION NTDDI_WIN11_GE
#endif
#endif
#ifndef WINVER
#define WINVER _WIN32_WINNT
#endif`,

  "basetsd.h": `
typedef signed char INT8, *PINT8;
typedef signed short INT16, *PINT16;
typedef signed int INT32, *PINT32;
typedef signed __int64 INT64, *PINT64;
typedef unsigned char UINT8, *PUINT8;
typedef unsigned short UINT16, *PUINT16;
typedef unsigned int UINT32, *PUINT32;
typedef unsigned __int64 UINT64, *PUINT64;
typedef signed int LONG32, *PLONG32;
typedef unsigned int ULONG32, *PULONG32, DWORD32, *PDWORD32;
typedef __int64 LONG64, *PLONG64;
typedef unsigned __int64 ULONG64, *PULONG64, DWORD64, *PDWORD64;
#ifdef _WIN64
typedef __int64 INT_PTR, *PINT_PTR, LONG_PTR, *PLONG_PTR;
typedef unsigned __int64 UINT_PTR, *PUINT_PTR, ULONG_PTR, *PULONG_PTR;
typedef int HALF_PTR, *PHALF_PTR;
typedef unsigned int UHALF_PTR, *PUHALF_PTR;
#else
typedef int INT_PTR, *PINT_PTR;
typedef unsigned int UINT_PTR, *PUINT_PTR;
typedef long LONG_PTR, *PLONG_PTR;
typedef unsigned long ULONG_PTR, *PULONG_PTR;
typedef short HALF_PTR, *PHALF_PTR;
typedef unsigned short UHALF_PTR, *PUHALF_PTR;
#endif
typedef ULONG_PTR SIZE_T, *PSIZE_T, DWORD_PTR, *PDWORD_PTR, KAFFINITY;
typedef LONG_PTR SSIZE_T, *PSSIZE_T;`,

  "minwindef.h": `
#include <winapifamily.h>
#include <sdkddkver.h>
#ifndef WIN32
#define WIN32
#endif
#define FALSE 0
#define TRUE 1
#define MAX_PATH 260
#define CONST const
#define FAR
#define NEAR
#define CALLBACK __stdcall
#define WINAPI __stdcall
#define APIENTRY WINAPI
${pointers({ DWORD: "unsigned long", BYTE: "unsigned char", WORD: "unsigned short", INT: "int" })}
typedef int BOOL, *PBOOL, *LPBOOL;
typedef float FLOAT, *PFLOAT;
typedef unsigned int UINT, *PUINT;
typedef unsigned long ULONG, *PULONG;
typedef unsigned short USHORT, *PUSHORT;
typedef unsigned char UCHAR, *PUCHAR;
typedef long *LPLONG;
typedef void *LPVOID;
typedef const void *LPCVOID;
#include <winnt.h>
typedef UINT_PTR WPARAM;
typedef LONG_PTR LPARAM, LRESULT;
${handles("HINSTANCE HKEY")}
typedef HINSTANCE HMODULE;
typedef HANDLE HGLOBAL, HLOCAL, *LPHANDLE;
typedef HKEY *PHKEY;
typedef INT_PTR (__stdcall *FARPROC)();
typedef INT_PTR (__stdcall *PROC)();
typedef struct _FILETIME { DWORD dwLowDateTime; DWORD dwHighDateTime; } FILETIME, *PFILETIME, *LPFILETIME;`,

  "windef.h": `
#include <minwindef.h>
${handles("HWND HHOOK HACCEL HBITMAP HBRUSH HDC HFONT HICON HMENU")}
typedef HICON HCURSOR;
typedef DWORD COLORREF;
typedef struct tagRECT { LONG left; LONG top; LONG right; LONG bottom; } RECT, *PRECT, *LPRECT;
typedef struct tagPOINT { LONG x; LONG y; } POINT, *PPOINT, *LPPOINT;`,

  "guiddef.h": `
typedef struct _GUID { unsigned long Data1; unsigned short Data2; unsigned short Data3; unsigned char Data4[8]; } GUID;
typedef GUID IID, CLSID;`,

  "winnt.h": `
#include <ctype.h>
#include <basetsd.h>
#include <guiddef.h>
#define VOID void
#define ANYSIZE_ARRAY 1
#define DECLSPEC_ALIGN(x) __declspec(align(x))
typedef char CHAR, *PCHAR, *LPSTR, *PSTR;
typedef short SHORT, *PSHORT;
typedef long LONG, *PLONG;
typedef const CHAR *LPCSTR, *PCSTR;
typedef wchar_t WCHAR, *PWCHAR, *LPWSTR, *PWSTR;
typedef const WCHAR *LPCWSTR, *PCWSTR;
typedef char TCHAR;
typedef void *PVOID, *HANDLE;
typedef HANDLE *PHANDLE;
typedef BYTE BOOLEAN, *PBOOLEAN;
typedef long HRESULT;
typedef __int64 LONGLONG, *PLONGLONG;
typedef unsigned __int64 ULONGLONG, *PULONGLONG, DWORDLONG, *PDWORDLONG;
typedef DWORD ACCESS_MASK, LCID;
typedef WORD LANGID;
typedef PVOID PSID, PSECURITY_DESCRIPTOR;
typedef union _LARGE_INTEGER {
  struct { DWORD LowPart; LONG HighPart; };
  struct { DWORD LowPart; LONG HighPart; } u;
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;
typedef union _ULARGE_INTEGER {
  struct { DWORD LowPart; DWORD HighPart; };
  struct { DWORD LowPart; DWORD HighPart; } u;
  ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;
typedef struct _LUID { DWORD LowPart; LONG HighPart; } LUID, *PLUID;
typedef struct _LIST_ENTRY { struct _LIST_ENTRY *Flink; struct _LIST_ENTRY *Blink; } LIST_ENTRY, *PLIST_ENTRY;
typedef struct _SINGLE_LIST_ENTRY { struct _SINGLE_LIST_ENTRY *Next; } SINGLE_LIST_ENTRY, *PSINGLE_LIST_ENTRY;
typedef struct _FILE_ID_128 { BYTE Identifier[16]; } FILE_ID_128, *PFILE_ID_128;
typedef struct _EXCEPTION_RECORD {
  DWORD ExceptionCode;
  DWORD ExceptionFlags;
  struct _EXCEPTION_RECORD *ExceptionRecord;
  PVOID ExceptionAddress;
  DWORD NumberParameters;
  ULONG_PTR ExceptionInformation[15];
} EXCEPTION_RECORD, *PEXCEPTION_RECORD;
typedef struct _NT_TIB {
  struct _EXCEPTION_REGISTRATION_RECORD *ExceptionList;
  PVOID StackBase;
  PVOID StackLimit;
  PVOID SubSystemTib;
  union { PVOID FiberData; DWORD Version; };
  PVOID ArbitraryUserPointer;
  struct _NT_TIB *Self;
} NT_TIB, *PNT_TIB;
struct _TEB;
typedef struct _RTL_CRITICAL_SECTION_DEBUG {
  WORD Type;
  WORD CreatorBackTraceIndex;
  struct _RTL_CRITICAL_SECTION *CriticalSection;
  LIST_ENTRY ProcessLocksList;
  DWORD EntryCount;
  DWORD ContentionCount;
  DWORD Flags;
  WORD CreatorBackTraceIndexHigh;
  WORD Identifier;
} RTL_CRITICAL_SECTION_DEBUG, *PRTL_CRITICAL_SECTION_DEBUG;
typedef struct _RTL_CRITICAL_SECTION {
  PRTL_CRITICAL_SECTION_DEBUG DebugInfo;
  LONG LockCount;
  LONG RecursionCount;
  HANDLE OwningThread;
  HANDLE LockSemaphore;
  ULONG_PTR SpinCount;
} RTL_CRITICAL_SECTION, *PRTL_CRITICAL_SECTION;
typedef struct _RTL_SRWLOCK { PVOID Ptr; } RTL_SRWLOCK, *PRTL_SRWLOCK;
typedef struct _RTL_CONDITION_VARIABLE { PVOID Ptr; } RTL_CONDITION_VARIABLE, *PRTL_CONDITION_VARIABLE;
typedef union _RTL_RUN_ONCE { PVOID Ptr; } RTL_RUN_ONCE, *PRTL_RUN_ONCE;
#define RTL_SRWLOCK_INIT { 0 }
#define RTL_CONDITION_VARIABLE_INIT { 0 }
#define RTL_RUN_ONCE_INIT { 0 }
#define STATUS_WAIT_0 ((DWORD)0x00000000L)
#define STATUS_ABANDONED_WAIT_0 ((DWORD)0x00000080L)
#define MAXDWORD 0xffffffff
#define MAXIMUM_WAIT_OBJECTS 64`,

  "winerror.h": `
${Object.entries({
  ERROR_SUCCESS: 0,
  ERROR_FILE_NOT_FOUND: 2,
  ERROR_PATH_NOT_FOUND: 3,
  ERROR_ACCESS_DENIED: 5,
  ERROR_INVALID_HANDLE: 6,
  ERROR_NOT_ENOUGH_MEMORY: 8,
  ERROR_NOT_READY: 21,
  ERROR_NOT_SUPPORTED: 50,
  ERROR_BAD_NETPATH: 53,
  ERROR_BAD_NET_NAME: 67,
  ERROR_INVALID_NAME: 123,
  ERROR_BAD_PATHNAME: 161,
  ERROR_FILENAME_EXCED_RANGE: 206,
})
  .map(([name, value]) => `#define ${name} ${value}L`)
  .join("\n")}
#define S_OK ((HRESULT)0L)
#define S_FALSE ((HRESULT)1L)`,

  "minwinbase.h": `
#include <windef.h>
typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;
typedef struct _OVERLAPPED {
  ULONG_PTR Internal;
  ULONG_PTR InternalHigh;
  union { struct { DWORD Offset; DWORD OffsetHigh; }; PVOID Pointer; };
  HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;
typedef struct _SYSTEMTIME {
  WORD wYear, wMonth, wDayOfWeek, wDay, wHour, wMinute, wSecond, wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;
typedef RTL_CRITICAL_SECTION CRITICAL_SECTION, *PCRITICAL_SECTION, *LPCRITICAL_SECTION;`,

  "synchapi.h": `
#include <minwinbase.h>
typedef RTL_SRWLOCK SRWLOCK, *PSRWLOCK;
typedef RTL_CONDITION_VARIABLE CONDITION_VARIABLE, *PCONDITION_VARIABLE;
typedef RTL_RUN_ONCE INIT_ONCE, *PINIT_ONCE, *LPINIT_ONCE;
#define SRWLOCK_INIT RTL_SRWLOCK_INIT
#define CONDITION_VARIABLE_INIT RTL_CONDITION_VARIABLE_INIT
#define INIT_ONCE_STATIC_INIT RTL_RUN_ONCE_INIT`,

  "winbase.h": `
#include <minwinbase.h>
#include <synchapi.h>
#include <winerror.h>
typedef struct _BY_HANDLE_FILE_INFORMATION {
  DWORD dwFileAttributes;
  FILETIME ftCreationTime, ftLastAccessTime, ftLastWriteTime;
  DWORD dwVolumeSerialNumber, nFileSizeHigh, nFileSizeLow, nNumberOfLinks, nFileIndexHigh, nFileIndexLow;
} BY_HANDLE_FILE_INFORMATION, *PBY_HANDLE_FILE_INFORMATION, *LPBY_HANDLE_FILE_INFORMATION;
typedef struct _FILE_BASIC_INFO {
  LARGE_INTEGER CreationTime, LastAccessTime, LastWriteTime, ChangeTime;
  DWORD FileAttributes;
} FILE_BASIC_INFO, *PFILE_BASIC_INFO;
typedef struct _FILE_ID_INFO { ULONGLONG VolumeSerialNumber; FILE_ID_128 FileId; } FILE_ID_INFO, *PFILE_ID_INFO;
typedef DWORD (__stdcall *PTHREAD_START_ROUTINE)(LPVOID);
typedef PTHREAD_START_ROUTINE LPTHREAD_START_ROUTINE;
#define INFINITE 0xFFFFFFFF
#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)
#define WAIT_OBJECT_0 ((STATUS_WAIT_0) + 0)
#define WAIT_ABANDONED ((STATUS_ABANDONED_WAIT_0) + 0)
#define WAIT_TIMEOUT 258L
#define WAIT_FAILED ((DWORD)0xFFFFFFFF)
#define TLS_OUT_OF_INDEXES ((DWORD)0xFFFFFFFF)
#define STILL_ACTIVE ((DWORD)0x00000103L)`,

  "winsock.h": `
#define _WINSOCKAPI_
#include <windows.h>
#include <winsock2.h>`,

  "winsock2.h": `
#define _WINSOCK2API_
#define _WINSOCKAPI_
#include <windows.h>
typedef UINT_PTR SOCKET;
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
#define FD_SETSIZE 64
#define INVALID_SOCKET ((SOCKET)(~0))
#define SOCKET_ERROR (-1)
typedef struct fd_set { u_int fd_count; SOCKET fd_array[FD_SETSIZE]; } fd_set;
struct timeval { long tv_sec; long tv_usec; };
struct sockaddr { u_short sa_family; char sa_data[14]; };
typedef struct in_addr { union { u_char b[4]; u_short w[2]; u_long S_addr; } S_un; } IN_ADDR;
struct sockaddr_in { short sin_family; u_short sin_port; struct in_addr sin_addr; char sin_zero[8]; };`,

  "windows.h": `
#include <winapifamily.h>
#include <sdkddkver.h>
#include <excpt.h>
#include <stdarg.h>
#include <windef.h>
#include <winbase.h>
#if !defined(WIN32_LEAN_AND_MEAN) && !defined(_WINSOCKAPI_)
#include <winsock.h>
#endif`,

  "pathcch.h": `
#include <windows.h>
#define PATHCCH_MAX_CCH 0x8000`,
};
