import { describe, expect, it, onTestFinished } from "vitest";
import { hashSecret } from "../auth/secrets.ts";
import { adminRedisUrl, openRedis, uniquePrefix } from "../testing/redis.ts";
import { aclLine } from "./acl.ts";
import { asOwnUser } from "./own-user.ts";

const PASSWORDS = {
  CARILLON_REDIS_PASSWORD_WEB: "of the web process: 100 % @ chance",
  CARILLON_REDIS_PASSWORD_EXECUTOR: "of the executor, of chance",
};
const env = (more: Record<string, string>) =>
  ({ PATH: "/usr/bin", ...more }) as unknown as NodeJS.ProcessEnv;

describe("a part of npm start", () => {
  it("comes as its own user when its password is there, whatever it is made of", async () => {
    const prefix = uniquePrefix();
    const admin = await openRedis();
    const hash = hashSecret(PASSWORDS.CARILLON_REDIS_PASSWORD_WEB);
    const [command, ...words] = aclLine("web", prefix, hash, "command").split(" ");
    onTestFinished(async () => void (await admin.acl("DELUSER", words[1]!)));
    await admin.call(command!, ...words);
    const own = asOwnUser("web", env({ REDIS_URL: adminRedisUrl(), ...PASSWORDS }), prefix);
    const redis = await openRedis(own.REDIS_URL);
    expect(await redis.set(`{${prefix}}:session:x`, "x", "PX", 1)).toBe("OK");
    await expect(redis.call("ACL", "LIST")).rejects.toThrow(/NOPERM/);
  });

  it("has no password of another, and none but in its URL", () => {
    const given = env({ REDIS_URL: "rediss://redis.example:6380/2", ...PASSWORDS });
    const own = asOwnUser("executor", given, "shop");
    expect(Object.keys(own)).toEqual(["PATH", "REDIS_URL"]);
    expect(own.REDIS_URL).toBe(
      "rediss://shop-executor:of%20the%20executor%2C%20of%20chance@redis.example:6380/2",
    );
  });

  it("comes as the URL says when it has none", () => {
    const given = env({ REDIS_URL: "redis://me:mine@redis.example", ...PASSWORDS });
    expect(asOwnUser("scheduler", given, "shop")).toEqual({
      PATH: "/usr/bin",
      REDIS_URL: "redis://me:mine@redis.example",
    });
  });
});
