import { dataModels } from "../../c/data-model.ts";
import { x86MsvcHeaders } from "./msvc.ts";
import { windows } from "./windows.ts";

export const winAmd64 = () =>
  windows({
    name: "win_amd64",
    tier: 1,
    dataModel: dataModels["x86_64-pc-windows-msvc"],
    predefined: `
#define _WIN64 1
#define _M_X64 100
#define _M_AMD64 100`,
    headers: x86MsvcHeaders,
  });
