import { dataModels } from "../../c/data-model.ts";
import { x86MsvcHeaders } from "./msvc.ts";
import { windows } from "./windows.ts";

export const win32 = () =>
  windows({
    name: "win32",
    tier: 1,
    dataModel: dataModels["i686-pc-windows-msvc"],
    predefined: `
#define _M_IX86 600
#define _M_IX86_FP 2`,
    headers: x86MsvcHeaders,
  });
