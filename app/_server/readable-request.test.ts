import { describe, expect, it } from "vitest";
import { makeReadable } from "./readable-request.ts";

function read(url: string, state?: string) {
  const request = {
    url,
    headers: { ...(state !== undefined && { "next-router-state-tree": state }) },
  };
  makeReadable(request);
  return { url: request.url, state: request.headers["next-router-state-tree"] };
}

describe("what is asked for", () => {
  it.each([
    ["/jobs?q=%FF%", "/jobs?q=%FF%"],
    ["/jobs/a%20b", "/jobs/a%20b"],
    ["/jobs/%?q=%", "/jobs/%25?q=%"],
    ["/jobs/%zz%20", "/jobs/%25zz%20"],
    ["/jobs/%FF", "/jobs/%25FF"],
    ["/jobs/%E0%A4%A", "/jobs/%25E0%25A4%25A"],
    ["*", "*"],
  ])("%s can be read, as %s", (url, expected) => {
    expect(read(url).url).toBe(expected);
  });
});

describe("what a browser shows already", () => {
  const shown = ["", { children: ["jobs", { children: ["__PAGE__", {}] }] }];
  const header = (state: unknown) => encodeURIComponent(JSON.stringify(state));

  it("is passed on when it is a state", () => {
    expect(read("/", header(shown)).state).toBe(header(shown));
    expect(read("/").state).toBeUndefined();
  });

  it.each(["", "x", "%", header([]), header({}), header([...shown, null, null, true])])(
    "is nothing when it is none: %s",
    (state) => expect(read("/", state).state).toBeUndefined(),
  );
});
