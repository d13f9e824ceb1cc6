import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

/** A certificate and its key, both as PEM. */
export interface TestCertificate {
  cert: string;
  key: string;
}

interface Wanted {
  /** Who has signed it; it signs itself when left out. */
  issuer?: TestAuthority;
  /** Host names and addresses it is for. An authority has none. */
  hosts?: string[];
  fromMs?: number;
  untilMs?: number;
}

export interface TestAuthority extends TestCertificate {
  name: string;
  privateKey: KeyObject;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";
const BASIC_CONSTRAINTS = "2.5.29.19";
const SUBJECT_ALT_NAME = "2.5.29.17";

/** A real X.509 certificate: node:crypto makes keys and signatures, and only reads certificates. */
export function makeCertificate(name: string, wanted: Wanted = {}): TestAuthority {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const nowMs = Date.now();
  const { issuer, hosts, fromMs = nowMs - DAY_MS, untilMs = nowMs + DAY_MS } = wanted;
  const algorithm = sequence(objectId(ECDSA_WITH_SHA256));
  const content = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(issuer?.name ?? name),
    sequence(time(fromMs), time(untilMs)),
    nameOf(name),
    publicKey.export({ format: "der", type: "spki" }),
    tagged(0xa3, sequence(hosts ? hostNames(hosts) : authority())),
  );
  const signature = sign("sha256", content, issuer?.privateKey ?? privateKey);
  const der = sequence(content, algorithm, tagged(0x03, Buffer.from([0]), signature));
  const lines = der.toString("base64").match(/.{1,64}/g)!;
  const cert = `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  const key = privateKey.export({ format: "pem", type: "pkcs8" }) as string;
  return { name, cert, key, privateKey };
}

/** One value of DER: what it is, how long it is, what it holds. */
function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]) => tagged(0x30, ...parts);
const integer = (bytes: Buffer) => tagged(0x02, bytes);

function objectId(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split(".").map(Number) as [number, number, ...number[]];
  const bytes = rest.flatMap((part) => {
    const base128 = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) base128.unshift((left & 0x7f) | 0x80);
    return base128;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

const nameOf = (name: string) =>
  sequence(tagged(0x31, sequence(objectId(COMMON_NAME), tagged(0x0c, Buffer.from(name)))));

/** GeneralizedTime, to the second. */
const time = (ms: number) =>
  tagged(0x18, Buffer.from(new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, "")));

const extension = (id: string, value: Buffer) => sequence(objectId(id), tagged(0x04, value));

const authority = () => extension(BASIC_CONSTRAINTS, sequence(tagged(0x01, Buffer.from([0xff]))));

function hostNames(hosts: string[]): Buffer {
  const names = hosts.map((host) =>
    isIP(host) === 4
      ? tagged(0x87, Buffer.from(host.split(".").map(Number)))
      : tagged(0x82, Buffer.from(host)),
  );
  return extension(SUBJECT_ALT_NAME, sequence(...names));
}
