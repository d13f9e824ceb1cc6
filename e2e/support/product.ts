import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The product as its user starts it: one `npm start`, on its own port and data. */
export interface Product {
  url: string;
  token: string;
  /** Where its Redis keeps its data, by which commands find it. */
  dataDir: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

export async function startProduct(more: Record<string, string> = {}): Promise<Product> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "carillon-e2e-"));
  const token = randomBytes(32).toString("base64url");
  const child = spawn(process.execPath, ["workers/start.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      REDIS_URL: "",
      PORT: String(port),
      CARILLON_DATA_DIR: dataDir,
      CARILLON_ADMIN_TOKEN: token,
      ...more,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  await ready(child);
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    dataDir,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** @throws Error with everything it printed, when it ends instead */
async function ready(child: ChildProcess): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((isReady, isOver) => {
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (line.includes("Stop: ")) isReady();
      });
    child.once("exit", (code) =>
      isOver(new Error(`npm start ended with ${code}:\n${lines.join("\n")}`)),
    );
  });
}
