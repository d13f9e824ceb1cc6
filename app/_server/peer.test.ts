import { describe, expect, it } from "vitest";
import { networkOf, peerOf } from "./peer.ts";

const request = (remoteAddress: string | undefined, forwarded?: string | string[]) =>
  ({
    socket: { remoteAddress },
    headers: { "x-forwarded-for": forwarded, "x-carillon-peer": "203.0.113.9" },
  }) as never;

describe("where a request comes from", () => {
  it("is the connection, whatever a client says", () => {
    expect(peerOf(request("192.0.2.1", "203.0.113.9"), 0)).toBe("192.0.2.1");
    expect(peerOf(request("::ffff:192.0.2.1"), 0)).toBe("192.0.2.1");
    expect(peerOf(request(undefined), 0)).toBe("unknown");
  });

  it("is what the outermost trusted proxy has seen, counted from our side", () => {
    const spoofed = "203.0.113.9, 198.51.100.7";
    expect(peerOf(request("192.0.2.1", spoofed), 1)).toBe("198.51.100.7");
    expect(peerOf(request("192.0.2.1", `${spoofed}, 10.0.0.1`), 2)).toBe("198.51.100.7");
    expect(peerOf(request("192.0.2.1", ["203.0.113.9", "198.51.100.7"]), 1)).toBe("198.51.100.7");
  });

  it("is the connection when the proxies have not said so, or nonsense", () => {
    expect(peerOf(request("192.0.2.1"), 1)).toBe("192.0.2.1");
    expect(peerOf(request("192.0.2.1", "203.0.113.9"), 2)).toBe("192.0.2.1");
    expect(peerOf(request("192.0.2.1", "me"), 1)).toBe("192.0.2.1");
  });

  it("is limited by its network, of IPv6 that of 64 bits", () => {
    expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2");
    expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0");
    expect(networkOf("::1")).toBe("0:0:0:0");
  });
});
