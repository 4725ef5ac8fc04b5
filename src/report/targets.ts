/** `linux_x86_64, win_amd64 (cp and cpt); win32 (cp)`. */
export function targetsText(targets: readonly { abi: string; platform: string }[]): string {
  const abis = new Map<string, string[]>();
  for (const { abi, platform } of targets) abis.set(platform, [...(abis.get(platform) ?? []), abi]);
  const platforms = new Map<string, string[]>();
  for (const [platform, all] of abis) {
    const key = all.join(" and ");
    platforms.set(key, [...(platforms.get(key) ?? []), platform]);
  }
  return [...platforms].map(([all, names]) => `${names.join(", ")} (${all})`).join("; ");
}
