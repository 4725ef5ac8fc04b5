import ipaddr from "ipaddr.js";

/** Public addresses at which a cloud tells its machines their secrets: Azure's; those of others are link-local. */
const metadata = new Set(["168.63.129.16"]);

/** The addresses that IANA gives out for the whole internet; all else of IPv6 is reserved or means IPv4 in disguise. */
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/**
 * Where an IP address leads, however it is spelled. `forbidden` is all that is neither this machine nor the public
 * internet: private, link-local, unique-local, multicast and reserved networks, cloud metadata, and IPv6 addresses that
 * stand for IPv4 ones (mapped, NAT64, 6to4, Teredo), which may stand for any of those.
 */
export function reachOf(address: string): "public" | "loopback" | "forbidden" {
  if (!ipaddr.isValid(address)) return "forbidden";
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range === "loopback") return "loopback";
  if (range !== "unicast" || metadata.has(parsed.toString())) return "forbidden";
  return parsed.kind() === "ipv4" || parsed.match(globalUnicast) ? "public" : "forbidden";
}
