import { describe, expect, it } from "vitest";
import type { Json } from "./json.ts";
import { Redaction } from "./redaction.ts";
import { maskedAt, unhidden } from "./unhidden.ts";

const shown = (value: Json) => new Redaction().hide(value, "args").value;
const H = "[redacted]";

describe("what was hidden and comes back", () => {
  const stored = {
    user: "ana",
    password: "canary-1",
    url: "https://ana:canary-2@example.org/",
    list: [{ token: "t" }],
    n: 1,
  };

  it("is what it was", () => {
    expect(unhidden(shown(stored), shown(stored), stored)).toEqual(stored);
  });

  it("is what it was beside what has changed, whatever the order of its members", () => {
    const sent = { n: 2, list: [{ token: H }], url: "https://***@example.org/", password: H };
    expect(unhidden(sent, shown(stored), stored)).toEqual({
      n: 2,
      list: stored.list,
      url: stored.url,
      password: "canary-1",
    });
  });

  it.each<[string, Json, string]>([
    ["where nothing stood", { other: { password: H } }, "other.password"],
    ["where something else was shown", { user: H }, "user"],
    ["in a text that was changed", { url: "https://***@example.com/" }, "url"],
    ["in an object that was none", { password: { a: H } }, "password.a"],
    ["under a name of every object", { constructor: H }, "constructor"],
  ])("is told apart %s", (_, sent, path) => {
    expect(maskedAt(unhidden(sent, shown(stored), stored))).toBe(path);
  });
});

describe("a hidden item of a list", () => {
  const [a, b] = [
    { name: "a", password: "of-a" },
    { name: "b", password: "of-b" },
  ];
  const again = (sent: Json, stored: Json) => unhidden(sent, shown(stored), stored);

  it("keeps its own secret when others are taken away or put before it", () => {
    const sent = { name: "b", password: H };
    expect(again([sent], [a, b])).toEqual([b]);
    expect(again([{ name: "c", password: "typed" }, sent, 1], [a, b])).toMatchObject({ 1: b });
  });

  it("keeps its secret when it is changed in its place", () => {
    const sent = [
      { name: "a2", password: H },
      { name: "b", password: H },
    ];
    expect(again(sent, [a, b])).toEqual([{ name: "a2", password: "of-a" }, b]);
  });

  it("stays hidden when another one's secret could be meant", () => {
    expect(maskedAt(again([{ name: "c", password: H }], [a, b]))).toBe("0.password");
    expect(
      maskedAt(again({ tokens: [{ token: H }] }, { tokens: [{ token: "x" }, { token: "y" }] })),
    ).toBe("tokens.0.token");
  });
});
