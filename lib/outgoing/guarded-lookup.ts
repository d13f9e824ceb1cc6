import { lookup as resolve, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./addresses.ts";
import type { AllowList } from "./allow-list.ts";

/** An address that requests may not go to. */
export class RefusedAddressError extends Error {
  constructor(host: string, address: string) {
    super(
      `${host} is ${host === address ? "" : `${address}, `}not a public address. Allow it by CARILLON_OUTGOING_ALLOW if it is meant.`,
    );
    this.name = "RefusedAddressError";
  }
}

/** @throws RefusedAddressError for a host that is an address itself: nothing looks it up */
export function checkLiteral(host: string, allowed: AllowList): void {
  const address = host.replace(/^\[(.*)\]$/, "$1");
  if (isIP(address) !== 0) checkAddress(host, address, allowed);
}

function checkAddress(host: string, address: string, allowed: AllowList): void {
  if (isPublicAddress(address) || allowed.hasHost(host) || allowed.hasAddress(address)) return;
  throw new RefusedAddressError(host, address);
}

/** Looks a name up for a connection, and refuses it unless each of its addresses may be connected to: the one that is checked is the one that is used. */
export function guardedLookup(allowed: AllowList): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, "", 0);
      try {
        for (const { address } of addresses) checkAddress(host, address, allowed);
      } catch (refused) {
        return callback(refused as Error, "", 0);
      }
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      return callback(null, first!.address, first!.family);
    });
  };
}
