import { describe, expect, it } from "vitest";
import { CarillonError } from "./errors.ts";
import { createLogger } from "./logger.ts";

/** What a logger writes, line by line. */
function openLog() {
  const lines: string[] = [];
  const logger = createLogger("debug", { process: "test" }, { write: (line) => lines.push(line) });
  return { logger, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

describe("a log line", () => {
  it("has no secret in its fields, by their names, however deep", () => {
    const { logger, last } = openLog();
    logger.info({ user: "ana", password: "canary-1", list: [{ apiKey: 12_345_678 }] }, "said");
    expect(last()).toMatchObject({
      user: "ana",
      password: "[redacted]",
      list: [{ apiKey: "[redacted]" }],
      msg: "said",
    });
  });

  it("has none in its texts", () => {
    const { logger, last } = openLog();
    logger.child({ part: "x" }).warn({ url: "redis://:canary-2@host:6379" }, "?token=canary-3");
    expect(last()).toMatchObject({
      part: "x",
      url: "redis://***@host:6379",
      msg: "?token=[redacted]",
    });
  });

  it("has none of an error: its words, its stack, its cause, what a library added to it", () => {
    const { logger, lines, last } = openLog();
    const cause = new Error("no way to redis://:canary-4@host");
    const error = Object.assign(new Error("AUTH failed, token=canary-5", { cause }), {
      command: { name: "auth", args: ["canary-6"] },
      code: "E1",
    });
    logger.error({ err: error }, "it failed");
    expect(last()).toMatchObject({ err: { type: "Error", code: "E1" } });
    logger.error(error);
    expect(last().msg).toBe("AUTH failed, token=[redacted]");
    logger.error({ err: new CarillonError("conflict", "it", { current: { a: "canary-7" } }) });
    expect(last().msg).toBe("it");
    expect(lines.join("")).not.toMatch(/canary-\d/);
    expect(lines.join("")).toContain("logger.test.ts");
  });

  it("is one line of ASCII controls at most, whatever is said", () => {
    const { logger, lines, last } = openLog();
    const hostile = "\u001b[31m\u009b2J\r\n\u0000\u007f\u2028\u202e\ufeff";
    logger.info({ [hostile]: hostile }, hostile);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(last()).toMatchObject({ [hostile]: hostile, msg: hostile });
  });

  it("may hold what is no JSON, and holds itself", () => {
    const { logger, last } = openLog();
    const round: Record<string, unknown> = { at: new Date(0), none: undefined, n: 1n };
    round.self = round;
    logger.info(round, "%s of %d", "one", 2);
    expect(last()).toMatchObject({ at: "1970-01-01T00:00:00.000Z", msg: "one of 2" });
  });
});
