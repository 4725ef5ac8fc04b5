import { type Surface, surfaces } from "../manifest/model.ts";

/** How a request names the surfaces that it is about. */
export const surfaceChoices = [...surfaces, "all"] as const;
export type SurfaceChoice = (typeof surfaceChoices)[number];

/** The surface to filter by, if any. */
export const surfaceOf = (choice: SurfaceChoice): Surface | undefined => (choice === "all" ? undefined : choice);
