import ipaddr from "ipaddr.js";

/** Public addresses of cloud metadata services: Azure's; those of other clouds are link-local. */
const metadata = new Set(["168.63.129.16"]);

/** The addresses IANA allocates to the internet; the rest of IPv6 is reserved or embeds IPv4 addresses. */
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/**
 * Classifies an IP address in any notation. `forbidden` is everything besides this machine and the public internet:
 * private, link-local, unique-local, multicast and reserved networks, cloud metadata, and IPv6 addresses that embed
 * IPv4 ones (mapped, NAT64, 6to4, Teredo), which may be any of those.
 */
export function reachOf(address: string): "public" | "loopback" | "forbidden" {
  if (!ipaddr.isValid(address)) return "forbidden";
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range === "loopback") return "loopback";
  if (range !== "unicast" || metadata.has(parsed.toString())) return "forbidden";
  return parsed.kind() === "ipv4" || parsed.match(globalUnicast) ? "public" : "forbidden";
}
