/** Milliseconds of CPU time of this process that work takes: unlike time on a clock, the same on a busy machine. */
export function cpuTime(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
