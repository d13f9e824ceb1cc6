import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { findRedis, withLibraries } from "../redis/embedded/find.ts";
import { freePort } from "../redis/embedded/server.ts";
import type { TestCertificate } from "./certificates.ts";

/**
 * A Redis that itself speaks TLS, and wants a certificate of the same authority from who connects. Null where the server of
 * this machine was built without TLS.
 */
export async function startTlsRedis(certificate: TestCertificate, ca: TestCertificate) {
  const folder = mkdtempSync(join(tmpdir(), "carillon-tls-redis-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = { ca: ca.cert, cert: certificate.cert, key: certificate.key };
  for (const [name, pem] of Object.entries(files)) writeFileSync(join(folder, name), pem);
  const cacheDir = process.env.CARILLON_CACHE_DIR ?? resolve(".cache", "redis");
  const binary = await findRedis(cacheDir, process.env, () => undefined);
  const port = await freePort();
  const settings = {
    port: "0",
    "tls-port": String(port),
    "tls-ca-cert-file": join(folder, "ca"),
    "tls-cert-file": join(folder, "cert"),
    "tls-key-file": join(folder, "key"),
    bind: "127.0.0.1",
    dir: folder,
    save: "",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn(binary.path, args, { env: withLibraries(binary.libraries) });
  const over = once(server, "exit");
  onTestFinished(async () => {
    server.kill();
    await over;
  });
  let log = "";
  for await (const chunk of server.stdout) {
    log += String(chunk);
    if (/ready to accept connections/i.test(log)) return `rediss://127.0.0.1:${port}`;
  }
  return null;
}
