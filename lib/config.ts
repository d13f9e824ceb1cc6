import { resolve } from "node:path";
import { z } from "zod";
import {
  isSafeUrl,
  oidcEnvironment,
  type OidcSettings,
  oidcSettingsOf,
} from "./auth/oidc/settings.ts";
import { QueueName } from "./jobs/names.ts";
import { AllowList } from "./outgoing/allow-list.ts";
import { readTlsFiles, type TlsMaterial } from "./tls-files.ts";

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];
const MIN_TOKEN_LENGTH = 24;
/** 24 characters of chance, even of 16 digits, have fewer different ones once in a million. */
const MIN_DIFFERENT = 8;

/** Settings could not be used. `problems` holds one sentence for each, all at once. */
export class ConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`Settings are not usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** EX_CONFIG of sysexits.h: what a process exits with when its settings are refused. */
export const CONFIG_EXIT_CODE = 78;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be a whole number from ${least} to ${most}`);

const redisUrl = z
  .string()
  .refine(
    (url) => /^rediss?:\/\//.test(url) && URL.canParse(url),
    "must be a URL like redis://127.0.0.1:6379",
  );

function checkAllowList(text: string, context: z.RefinementCtx): void {
  try {
    void new AllowList(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: `is not usable: ${(error as Error).message}` });
  }
}

const Environment = z.object({
  REDIS_URL: redisUrl.optional(),
  CARILLON_REDIS_CA_FILE: z.string().optional(),
  CARILLON_REDIS_CERT_FILE: z.string().optional(),
  CARILLON_REDIS_KEY_FILE: z.string().optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: wholeNumber(1, 65_535).default(3000),
  CARILLON_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,31}$/, "must be 1 to 32 of a-z, 0-9, dot, underscore and hyphen")
    .default("carillon"),
  CARILLON_JOBS: z.string().default(""),
  CARILLON_QUEUES: z
    .string()
    .default("*")
    .transform((list) => list.split(",").map((name) => name.trim()))
    .refine(
      (names) =>
        (names.length === 1 && names[0] === "*") ||
        names.every((name) => QueueName.safeParse(name).success),
      "must be * for all queues, or queue names divided by commas",
    ),
  CARILLON_ADMIN_TOKEN: z
    .string()
    .min(
      MIN_TOKEN_LENGTH,
      `must have at least ${MIN_TOKEN_LENGTH} characters, of chance: openssl rand -base64 32`,
    )
    .refine(
      (token) => !/change.?me|example|password|secret|placeholder/i.test(token),
      "looks like a placeholder: openssl rand -base64 32",
    )
    .refine(
      (token) => new Set(token).size >= MIN_DIFFERENT,
      "repeats a few characters: openssl rand -base64 32",
    )
    .optional(),
  CARILLON_TRUSTED_HOPS: wholeNumber(0, 10).default(0),
  CARILLON_ALLOWED_HOSTS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((name) => name.trim().toLowerCase())
        .filter(Boolean),
    )
    .refine(
      (names) =>
        names.every((name) => /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/.test(name)),
      "must be host names divided by commas, with the port where it is not 80 or 443: jobs.example.org",
    ),
  CARILLON_URL: z
    .string()
    .refine(
      (url) => isSafeUrl(url) && new URL(url).origin === url.toLowerCase().replace(/\/$/, ""),
      "must be where browsers reach Carillon, by https and without a path: https://jobs.example.org",
    )
    .transform((url) => new URL(url).origin)
    .optional(),
  ...oidcEnvironment,
  CARILLON_REDACT: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((path) => path.trim())
        .filter(Boolean),
    )
    .refine(
      (paths) => paths.every((path) => /^(args|result)(\.[^.\s]+)+$/.test(path)),
      "must be paths divided by commas, such as args.customer.iban or result.*.ssn",
    ),
  CARILLON_OUTGOING_ALLOW: z.string().default("").superRefine(checkAllowList),
  CARILLON_CONCURRENCY: wholeNumber(1, 10_000).default(20),
  CARILLON_LEASE_MS: wholeNumber(1_000, 600_000).default(15_000),
  CARILLON_DRAIN_MS: wholeNumber(0, 600_000).default(6_000),
  CARILLON_DATA_DIR: z.string().min(1).default(".data"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export interface Config {
  /** Undefined: start an embedded Redis. */
  redisUrl: string | undefined;
  /** What `rediss://` is verified by. */
  redisTls: TlsMaterial;
  host: string;
  port: number;
  /** Whether only this machine can reach the web process. */
  isLoopback: boolean;
  prefix: string;
  /** Folders of job files, besides workers/jobs. */
  jobFolders: string[];
  /** `["*"]`: every queue there is, and every one to come. */
  queues: string[];
  adminToken: string | undefined;
  /** How many proxies stand before the web process: whose X-Forwarded-For is believed. */
  trustedHops: number;
  /** Under which names the web process is reached, besides loopback; reached by others, also by any address. */
  allowedHosts: string[];
  /** Where browsers reach the web process, `https://jobs.example.org`; undefined when nobody has said so and it cannot be known. */
  origin: string | undefined;
  /** The same as far as it was said outright: links that are sent elsewhere begin with it. */
  installation: string | null;
  /** Sign-in by OpenID Connect; null for none. */
  oidc: OidcSettings | null;
  /** Fields that are hidden on the server, besides those whose names or schemas say so. */
  redactedPaths: string[];
  /** Where outgoing requests may go besides public addresses, as an `AllowList` takes it. */
  outgoingAllow: string;
  concurrency: number;
  leaseMs: number;
  /** How long an executor that must stop waits for what it runs. */
  drainMs: number;
  dataDir: string;
  logLevel: z.infer<typeof Environment>["LOG_LEVEL"];
}

/**
 * Parses the settings once, at the start of a process.
 * @throws ConfigError with a reason for every setting that is refused
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`),
    );
  }
  const settings = parsed.data;
  const isLoopback = LOOPBACK.includes(settings.HOST);
  if (!isLoopback && !settings.CARILLON_ADMIN_TOKEN) {
    throw new ConfigError([
      `HOST is ${settings.HOST}, which others can reach: set CARILLON_ADMIN_TOKEN (openssl rand -base64 32), or leave HOST at 127.0.0.1`,
    ]);
  }
  const { material: redisTls, problems } = readTlsFiles(settings);
  if (problems.length > 0) throw new ConfigError(problems);
  const origin = settings.CARILLON_URL ?? (isLoopback ? originOf(settings) : undefined);
  const oidc = oidcSettingsOf(settings, Object.keys(given), origin);
  if (oidc !== null && "problems" in oidc) throw new ConfigError(oidc.problems);
  return {
    redisUrl: settings.REDIS_URL,
    redisTls,
    host: settings.HOST,
    port: settings.PORT,
    isLoopback,
    prefix: settings.CARILLON_PREFIX,
    jobFolders: settings.CARILLON_JOBS.split(",")
      .filter(Boolean)
      .map((folder) => resolve(folder.trim())),
    queues: settings.CARILLON_QUEUES,
    adminToken: settings.CARILLON_ADMIN_TOKEN,
    trustedHops: settings.CARILLON_TRUSTED_HOPS,
    allowedHosts: settings.CARILLON_ALLOWED_HOSTS,
    origin,
    installation: settings.CARILLON_URL ?? null,
    oidc,
    redactedPaths: settings.CARILLON_REDACT,
    outgoingAllow: settings.CARILLON_OUTGOING_ALLOW,
    concurrency: settings.CARILLON_CONCURRENCY,
    leaseMs: settings.CARILLON_LEASE_MS,
    drainMs: settings.CARILLON_DRAIN_MS,
    dataDir: resolve(settings.CARILLON_DATA_DIR),
    logLevel: settings.LOG_LEVEL,
  };
}

const originOf = ({ HOST, PORT }: { HOST: string; PORT: number }) =>
  `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`;
