import { BlockList, isIP } from "node:net";

/** Where outgoing requests may go besides public addresses: host names, addresses and networks, as configured. */
export class AllowList {
  readonly #names = new Set<string>();
  readonly #networks = new BlockList();

  /**
   * @param text such as `billing.internal, 10.20.0.0/16, 127.0.0.1`
   * @throws Error that names the part that is none of these
   */
  constructor(text = "") {
    for (const part of text.split(",").map((piece) => piece.trim().toLowerCase())) {
      if (part !== "") this.#add(part);
    }
  }

  /** A host that is named in the list may have any address. */
  hasHost(host: string): boolean {
    return this.#names.has(host.toLowerCase());
  }

  hasAddress(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#networks.check(address, version === 4 ? "ipv4" : "ipv6");
  }

  #add(part: string): void {
    const [address = "", bits] = part.split("/");
    const version = isIP(address);
    if (version === 0 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(part)) this.#names.add(part);
    else if (version === 0 || !isPrefix(bits, version))
      throw new Error(`${part} is no host name, address or network such as 10.20.0.0/16`);
    else if (bits !== undefined && Number(bits) === 0)
      throw new Error(`${part} is every address there is: name the networks that are meant`);
    else {
      const length = bits === undefined ? (version === 4 ? 32 : 128) : Number(bits);
      this.#networks.addSubnet(address, length, version === 4 ? "ipv4" : "ipv6");
    }
  }
}

const isPrefix = (bits: string | undefined, version: number) =>
  bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
