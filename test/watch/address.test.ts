import { describe, expect, test } from "vitest";
import { reachOf } from "../../src/watch/address.ts";

describe("an address", () => {
  test.each(["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111"])("%s is public", (address) => {
    expect(reachOf(address)).toBe("public");
  });

  test.each(["127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1", "0x7f.1", "2130706433", "0177.0.0.1"])(
    "%s is this machine",
    (address) => {
      expect(reachOf(address)).toBe("loopback");
    },
  );

  test.each([
    ["of a private network", "10.0.0.1", "172.16.5.4", "192.168.1.1", "fc00::1", "fd12:3456::1", "fec0::1"],
    ["link-local", "169.254.1.1", "fe80::1", "fe80::1%eth0"],
    ["cloud metadata", "169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"],
    ["of a carrier's network", "100.64.0.1"],
    ["of nobody", "0.0.0.0", "::", "0.1.2.3"],
    ["of many", "224.0.0.1", "255.255.255.255", "ff02::1"],
    ["reserved", "240.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "2001:db8::1", "4000::1", "100::1"],
    ["IPv4, mapped", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:1.1.1.1", "::127.0.0.1"],
    ["IPv4, translated", "64:ff9b::7f00:1", "64:ff9b::1.1.1.1", "64:ff9b:1::1", "2002:7f00:1::1", "2001::1"],
    ["none", "", "localhost", "1.1.1.1.1", "[::1]", "1.1.1.1/0"],
  ])("%s is forbidden", (_what, ...addresses) => {
    for (const address of addresses) expect(reachOf(address), address).toBe("forbidden");
  });
});
