import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "./config.ts";
import { makeCertificate } from "./testing/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "carillon-pem-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const ca = makeCertificate("Authority");
const own = makeCertificate("carillon", { issuer: ca, hosts: ["carillon"] });
const CA = file("ca.pem", ca.cert);
const CERT = file("cert.pem", own.cert);
const KEY = file("key.pem", own.key);
const FOREIGN_KEY = file("foreign-key.pem", ca.key);
const TEXT = file("text.pem", "no certificate");
const DAMAGED = file("damaged.pem", ca.cert.replace(/\n\w{20}/, "\n"));
const HIDDEN = file("hidden.pem", ca.cert);
chmodSync(HIDDEN, 0o000);
mkdirSync(join(folder, "folder"));

const load = (env: Record<string, string>) =>
  loadConfig({ NODE_ENV: "test", REDIS_URL: "rediss://redis.example:6380", ...env });

function problemsOf(env: Record<string, string>): string {
  try {
    load(env);
    return "";
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.join("\n");
  }
}

describe("certificates in the settings", () => {
  it("are read, several in one file too", () => {
    const bundle = file("bundle.pem", `${own.cert}${ca.cert}`);
    const { redisTls } = load({
      CARILLON_REDIS_CA_FILE: bundle,
      CARILLON_REDIS_CERT_FILE: CERT,
      CARILLON_REDIS_KEY_FILE: KEY,
    });
    expect(redisTls).toEqual({ ca: `${own.cert}${ca.cert}`, cert: own.cert, key: own.key });
  });

  it("need not be there: Node knows the public authorities", () => {
    expect(load({}).redisTls).toEqual({});
  });

  it.each([
    ["CARILLON_REDIS_CA_FILE", join(folder, "none.pem"), /none\.pem, which is not there/],
    ["CARILLON_REDIS_CA_FILE", join(folder, "folder"), /is a folder/],
    ["CARILLON_REDIS_CA_FILE", TEXT, /holds no certificate in PEM/],
    ["CARILLON_REDIS_CA_FILE", KEY, /holds no certificate in PEM/],
    ["CARILLON_REDIS_CA_FILE", DAMAGED, /holds a certificate that is damaged/],
    ["CARILLON_REDIS_KEY_FILE", CERT, /holds no private key in PEM/],
  ])("are refused with the reason: %s %s", (name, path, reason) => {
    const problems = problemsOf({ [name]: path });
    expect(problems).toMatch(reason);
    expect(problems).toContain(`${name} is ${path}`);
    expect(problems).not.toContain("PRIVATE KEY-----\n");
  });

  it("are refused when they may not be read", () => {
    // Root may read everything, and so it is somebody else for a moment.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid!(65_534);
    try {
      expect(problemsOf({ CARILLON_REDIS_CA_FILE: HIDDEN })).toMatch(/this process may not read/);
    } finally {
      if (isRoot) process.seteuid!(0);
    }
  });

  it("of this process need their key, and the right one", () => {
    expect(problemsOf({ CARILLON_REDIS_CERT_FILE: CERT })).toMatch(/need each other/);
    expect(problemsOf({ CARILLON_REDIS_KEY_FILE: KEY })).toMatch(/need each other/);
    expect(
      problemsOf({ CARILLON_REDIS_CERT_FILE: CERT, CARILLON_REDIS_KEY_FILE: FOREIGN_KEY }),
    ).toMatch(/KEY_FILE is not the key of the certificate/);
  });

  it.each(["redis://redis.example", ""])("are refused beside the URL %j: it has no TLS", (url) => {
    expect(problemsOf({ REDIS_URL: url, CARILLON_REDIS_CA_FILE: CA })).toMatch(
      /CARILLON_REDIS_CA_FILE is set, but REDIS_URL does not begin with rediss:/,
    );
  });
});
