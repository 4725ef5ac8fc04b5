/** The stages of computing an answer that is not cached. */
export type Stage = "resolve" | "download" | "read" | "compare" | "check";

/** Runs a stage and may observe it: the command line shows progress, the service records durations. */
export type Trace = <T>(stage: Stage, subject: string, work: () => Promise<T>) => Promise<T>;
