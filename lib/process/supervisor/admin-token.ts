import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newSecret } from "../../auth/secrets.ts";

/** The API token of a local start without one: made once, kept in the data folder for its owner's eyes only. */
export function localAdminToken(dataDir: string): { token: string; file: string } {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "admin-token");
  if (!existsSync(file)) writeFileSync(file, `${newSecret()}\n`, { mode: 0o600 });
  return { token: readFileSync(file, "utf8").trim(), file };
}
