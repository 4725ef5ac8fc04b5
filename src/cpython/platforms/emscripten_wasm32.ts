import { dataModels } from "../../c/data-model.ts";
import { wasm32 } from "./wasm.ts";

/**
 * As built for Pyodide: with dynamic linking, without threads, and with trampolines for calls through other signatures.
 */
export const emscriptenWasm32 = () =>
  wasm32({
    name: "emscripten_wasm32",
    support: {
      tier: 3,
      since: 11,
      sources: "clang 14 for wasm32-emscripten, Emscripten 3.1.6 (Debian 12) with the 64-bit time_t that it has since",
    },
    dataModel: dataModels["wasm32-emscripten"],
    triplet: "wasm32-emscripten",
    predefined: `
#define __EMSCRIPTEN__ 1
#define __unix 1
#define __unix__ 1
#define unix 1
#define PY_CALL_TRAMPOLINE 1`,
    headers: {
      "bits/types.h": `
#include <stddef.h>
typedef unsigned char __u_char;
typedef unsigned short __u_short;
typedef unsigned int __u_int;
typedef unsigned long __u_long;
typedef long __suseconds_t;
typedef long ssize_t;
typedef long long off_t;
typedef unsigned long long ino_t;
typedef int blkcnt_t;
typedef unsigned int fsblkcnt_t;
typedef unsigned int fsfilcnt_t;
typedef unsigned int dev_t;
typedef unsigned int nlink_t;
typedef int blksize_t;
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef unsigned int id_t;
typedef unsigned int mode_t;
typedef unsigned int useconds_t;
typedef __suseconds_t suseconds_t;
typedef int key_t;
typedef char *caddr_t;`,
      "setjmp.h": `
#include <bits/types/sigset_t.h>
typedef unsigned long __jmp_buf[6];
typedef struct __jmp_buf_tag { __jmp_buf __jb; unsigned long __fl; unsigned long __ss[32]; } jmp_buf[1];
typedef jmp_buf sigjmp_buf;`,
    },
    config: { ALIGNOF_MAX_ALIGN_T: "8" },
  });
