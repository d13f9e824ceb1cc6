import { describe, expect, it } from "vitest";
import type { Json } from "./json.ts";
import { Redaction } from "./redaction.ts";
import { unhidden } from "./unhidden.ts";

const shown = (value: Json) => new Redaction().hide(value, "args").value;
const H = "[redacted]";
const again = (sent: Json, stored: Json) => unhidden(sent, shown(stored), stored);

describe("what was hidden and comes back", () => {
  const stored = {
    user: "ana",
    password: "canary-1",
    url: "https://ana:canary-2@example.org/",
    list: [{ token: "t" }],
    n: 1,
  };

  it("is what it was", () => {
    expect(again(shown(stored), stored)).toEqual({ value: stored, hiddenAt: null });
  });

  it("is what it was beside what has changed, whatever the order of its members", () => {
    const sent = { n: 2, list: [{ token: H }], url: "https://***@example.org/", password: H };
    expect(again(sent, stored).value).toEqual({
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
    expect(again(sent, stored).hiddenAt).toBe(path);
  });
});

it("a text that was never hidden may look as if it was, where it stands", () => {
  const stored = { note: "[redacted] by the court", password: "canary-1" };
  expect(again({ ...stored, password: H }, stored)).toEqual({ value: stored, hiddenAt: null });
  expect(again({ note: "[redacted] by nobody" }, stored).hiddenAt).toBe("note");
});

describe("a hidden item of a list", () => {
  const [a, b] = [
    { name: "a", password: "of-a" },
    { name: "b", password: "of-b" },
  ];

  it("keeps its own secret when others are taken away or put before it", () => {
    const sent = { name: "b", password: H };
    expect(again([sent], [a, b]).value).toEqual([b]);
    expect(again([{ name: "c", password: "typed" }, sent, 1], [a, b]).value).toMatchObject({
      1: b,
    });
  });

  it("keeps its secret when it is changed in its place", () => {
    const sent = [
      { name: "a2", password: H },
      { name: "b", password: H },
    ];
    expect(again(sent, [a, b]).value).toEqual([{ name: "a2", password: "of-a" }, b]);
  });

  it("stays hidden when another one's secret could be meant", () => {
    expect(again([{ name: "c", password: H }], [a, b]).hiddenAt).toBe("0.password");
    const tokens = [{ token: "x" }, { token: "y" }];
    expect(again({ list: [{ token: H }] }, { list: tokens }).hiddenAt).toBe("list.0.token");
    expect(again({ list: [1, { token: H }, { token: H }] }, { list: tokens }).hiddenAt).toBe(
      "list.1.token",
    );
  });
});

it.each<[string, (inner: Json, pad: Json) => Json]>([
  ["objects", (inner, pad) => ({ pad, inner })],
  ["lists", (inner, pad) => [pad, inner]],
])("takes no longer for a megabyte of nested %s than it must", (_, around) => {
  const nested = (inner: Json) => {
    let value = inner;
    for (let depth = 0; depth < 95; depth++)
      value = around(
        value,
        Array.from({ length: 800 }, (__, index) => `p${index}`),
      );
    return value;
  };
  const [sent, stored] = [H, "canary-1"].map((password, n) => nested({ password, n }));
  expect(again(sent!, stored!).hiddenAt).toBeNull();
});
