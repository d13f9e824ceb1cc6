import { describe, expect, it } from "vitest";
import { HIDDEN, hideInText, isMasked, maskText } from "./secret-text.ts";

describe("maskText", () => {
  it.each([
    ["redis://ana:pa55word@host/0", "redis://***@host/0"],
    ["redis://:p@55/word@host", "redis://***@55/word@host"],
    ["rediss://:p@ss@host:6380", "rediss://***@host:6380"],
    ["see https://token@github.com/a and b@c.org", "see https://***@github.com/a and b@c.org"],
    ["GET /a?token=abc&page=2&api_key=d%20e", `GET /a?token=${HIDDEN}&page=2&api_key=${HIDDEN}`],
    ["Server=db;User=ana;Password=x y;", `Server=db;User=ana;Password=${HIDDEN} y;`],
    ["user[password]=abc", `user[password]=${HIDDEN}`],
    ["Authorization: Bearer abcdefgh.ijkl", `Authorization: Bearer ${HIDDEN}`],
    ["authorization: abc", `authorization: ${HIDDEN}`],
    ["sent bearer abc12345 to it", `sent bearer ${HIDDEN} to it`],
    ["Basic YW5hOnBhc3M=", `Basic ${HIDDEN}`],
    ['{"user":"ana","password":"a\\"b"}', `{"user":"ana","password":"${HIDDEN}"}`],
    ['{"pin":1,"token": 12345}', `{"pin":1,"token": ${HIDDEN}}`],
    ["{ user: 'ana', apiKey: 'abc' }", `{ user: 'ana', apiKey: '${HIDDEN}' }`],
    [
      "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n-----END RSA PRIVATE KEY-----\nrest",
      `${HIDDEN}\nrest`,
    ],
  ])("of %s leaves %s", (text, shown) => {
    expect(maskText(text)).toBe(shown);
    expect(maskText(shown), "twice is as once").toBe(shown);
  });

  it.each([
    ["Basic authentication failed for ana@example.org"],
    ["the token is old; a bearer must come"],
    ["https://example.org/@scope/a?page=2"],
    ["a == b, tokens=12"],
    ['{"password":null}'],
  ])("leaves %s alone", (text) => {
    expect(maskText(text)).toBe(text);
  });

  it.each([
    ["a"],
    ["="],
    ['"'],
    ["://"],
    ["a="],
    ["a:'"],
    ["-----BEGIN PRIVATE KEY-----"],
    ["'a': "],
  ])("takes no longer for a megabyte of %s than it must", (part) => {
    const text = `password=${part.repeat(1_000_000 / part.length)}`;
    // That it ends within the time of a test is what this is about.
    expect(maskText(text)).toBeTypeOf("string");
  });
});

describe("hideInText", () => {
  it("loses the secrets that are known", () => {
    expect(hideInText("no login with canary-3: canary-3", ["canary-3"])).toBe(
      `no login with ${HIDDEN}: ${HIDDEN}`,
    );
  });

  it("leaves nothing of a secret that begins as another one", () => {
    expect(hideInText("it is canary-1-long", ["canary-1", "canary-1-long"])).toBe(
      `it is ${HIDDEN}`,
    );
  });

  it("finds a secret whatever signs it has, and one of any length", () => {
    const signs = "a.b*c+[d](e)|f^$\\/";
    expect(hideInText(`<${signs}>`, [signs])).toBe(`<${HIDDEN}>`);
    const long = `${signs}${"x".repeat(1_000)}`;
    expect(hideInText(`<${long}${signs}>`, [signs, long])).toBe(`<${HIDDEN}${HIDDEN}>`);
  });

  it("leaves a text alone for a secret that is too short to be one", () => {
    expect(hideInText("4 of 5", ["4"])).toBe("4 of 5");
  });
});

it("what was masked is known by it", () => {
  for (const text of ["redis://:pw@host", "a?token=b", "Bearer abc12345"])
    expect(isMasked(maskText(text))).toBe(true);
  expect(isMasked("https://example.org/***")).toBe(false);
});
