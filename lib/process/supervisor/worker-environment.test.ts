import { expect, it } from "vitest";
import { loadConfig } from "../../config.ts";
import { workerEnvironment } from "./worker-environment.ts";

const WHOLE = {
  PATH: "/usr/bin",
  HOST: "0.0.0.0",
  PORT: "80",
  REDIS_URL: "redis://127.0.0.1:6379",
  CARILLON_PREFIX: "shop",
  CARILLON_ADMIN_TOKEN: "Zk3v9Qw1Lr7xTn5yHb2mPd8s",
  CARILLON_URL: "https://jobs.example.org",
  CARILLON_OIDC_ISSUER: "https://id.example.org",
  CARILLON_OIDC_CLIENT_ID: "carillon",
  CARILLON_OIDC_CLIENT_SECRET: "a secret",
  CARILLON_REDACT: "args.iban",
};

it("gives a worker its settings, and no key to the front door", () => {
  const env = workerEnvironment(WHOLE as unknown as NodeJS.ProcessEnv);
  expect(env).toEqual({
    PATH: "/usr/bin",
    REDIS_URL: "redis://127.0.0.1:6379",
    CARILLON_PREFIX: "shop",
    CARILLON_URL: "https://jobs.example.org",
    CARILLON_REDACT: "args.iban",
  });
  expect(loadConfig(env)).toMatchObject({ prefix: "shop", adminToken: undefined });
});
