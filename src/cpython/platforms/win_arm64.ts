import { dataModels } from "../../c/data-model.ts";
import { windows } from "./windows.ts";

export const winArm64 = () =>
  windows({
    name: "win_arm64",
    tier: 3,
    dataModel: dataModels["aarch64-pc-windows-msvc"],
    predefined: `
#define _WIN64 1
#define _M_ARM64 1
`,
    headers: { "arm64intr.h": "" },
  });
