import { expect, it } from "vitest";
import { openRedis, uniquePrefix } from "../testing/redis.ts";
import { answersOf } from "./answers.ts";

const open = async () => ({ redis: await openRedis(), key: uniquePrefix() });

it("are those of a pipeline's commands, in their order", async () => {
  const { redis, key } = await open();
  expect(await answersOf(redis.pipeline().set(key, "1").get(key).llen("none"))).toEqual([
    "OK",
    "1",
    0,
  ]);
});

it("are none when one of them fails, rather than nothing in its place", async () => {
  const { redis, key } = await open();
  await redis.set(key, "a text");
  await expect(answersOf(redis.pipeline().get(key).zscore(key, "x"))).rejects.toThrow(/WRONGTYPE/);
});
