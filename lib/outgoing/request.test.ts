import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { AllowList } from "./allow-list.ts";
import { outgoingRequest } from "./request.ts";

const signal = AbortSignal.timeout(60_000);
const own = new AllowList("127.0.0.1");

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that must never be reached. */
async function forbidden() {
  const seen: string[] = [];
  const url = await listen(({ url: path = "" }, response) => {
    seen.push(path);
    response.end("reached");
  });
  return { seen, port: new URL(url).port };
}

const get = (url: string, part: Partial<Parameters<typeof outgoingRequest>[0]> = {}) =>
  outgoingRequest({ url, method: "GET", signal, ...part });

describe("an address that is not public", () => {
  it.each([
    "http://127.0.0.1",
    "http://localhost",
    "http://127.1",
    "http://2130706433",
    "http://0x7f000001",
    "http://0177.0.0.1",
    "http://[::1]",
    "http://[::ffff:127.0.0.1]",
    "http://[::ffff:7f00:1]",
    "http://0.0.0.0",
    "http://169.254.169.254",
    "http://[fd00:ec2::254]",
    "http://127.0.0.1.",
    "http://user@127.0.0.1",
    "http://１２７.０.０.１",
  ])("is refused, however it is written: %s", async (base) => {
    const { seen, port } = await forbidden();
    await expect(get(`${base}:${port}/`)).rejects.toThrow("not a public address");
    expect(seen).toEqual([]);
  });

  it("is reached when it is allowed, by address, by network or by name", async () => {
    const url = await listen((_, response) => response.end("yes"));
    const byName = url.replace("127.0.0.1", "localhost");
    for (const allowed of ["127.0.0.1", "127.0.0.0/8", "10.0.0.0/8, 127.0.0.1"])
      expect(await get(url, { allowed: new AllowList(allowed) })).toMatchObject({ body: "yes" });
    expect(await get(byName, { allowed: new AllowList("localhost") })).toMatchObject({
      status: 200,
    });
    await expect(get(byName, { allowed: new AllowList("example.org") })).rejects.toThrow("public");
  });
});

describe("a redirect", () => {
  it("is followed, three times at most", async () => {
    const url = await listen(({ url: path = "" }, response) => {
      const left = Number(path.slice(1));
      if (left === 0) response.end("there");
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect(await get(`${url}/3`, { allowed: own })).toMatchObject({ body: "there", status: 200 });
    await expect(get(`${url}/4`, { allowed: own })).rejects.toThrow("more than 3 times");
    expect(await get(`${url}/1`, { allowed: own, follows: false })).toMatchObject({ status: 302 });
  });

  it("to an address that is not public is refused", async () => {
    const { seen, port } = await forbidden();
    const url = await listen((_, response) =>
      response.writeHead(302, { location: `http://127.0.0.2:${port}/` }).end(),
    );
    await expect(get(url, { allowed: own })).rejects.toThrow("not a public address");
    expect(seen).toEqual([]);
  });

  it.each(["file:///etc/passwd", "gopher://127.0.0.1/", "data:text/plain,a"])(
    "to %s is refused",
    async (location) => {
      const url = await listen((_, response) => response.writeHead(302, { location }).end());
      await expect(get(url, { allowed: own })).rejects.toThrow("neither http nor https");
    },
  );

  it("to another host takes no credentials along, and none of a body that becomes a GET", async () => {
    const seen: unknown[] = [];
    const second = await listen((request, response) => {
      seen.push({ method: request.method, authorization: request.headers.authorization });
      response.end();
    });
    const first = await listen((_, response) =>
      response.writeHead(303, { location: second }).end(),
    );
    const headers = { authorization: "Bearer canary" };
    await get(first, { allowed: own, method: "POST", body: "secret", headers });
    expect(seen).toEqual([{ method: "GET", authorization: undefined }]);
  });
});

describe("an answer", () => {
  it("is cut at a megabyte, though it never ends", async () => {
    const url = await listen((_, response) => {
      const more = () => response.write("x".repeat(65_536), () => response.destroyed || more());
      more();
    });
    const answer = await get(url, { allowed: own });
    expect(answer.isCut).toBe(true);
    expect(answer.body).toHaveLength(1_000_000);
  });

  it("that does not come ends with the time-out", async () => {
    const url = await listen(() => undefined);
    await expect(get(url, { allowed: own, signal: AbortSignal.timeout(50) })).rejects.toThrow();
  });
});

it.each(["10.0.0.0/33", "::/129", "http://a.example", "a b", "10.0.0.0/x", "0.0.0.0/0", "::/0"])(
  "an allow-list with %s is refused, by name",
  (part) => {
    expect(() => new AllowList(`localhost, ${part}`)).toThrow(part);
  },
);
