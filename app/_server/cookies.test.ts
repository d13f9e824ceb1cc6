import { describe, expect, it } from "vitest";
import { sessionCookie, sessionIdOf } from "./cookies.ts";

const overTls = { "x-forwarded-proto": "https" };
const both = "carillon_session=plain; other=x; __Host-carillon_session=safe";

describe("the session's cookie", () => {
  it("is out of reach of scripts and other sites", () => {
    expect(sessionCookie(new Headers(), "abc")).toBe(
      "carillon_session=abc; Path=/; HttpOnly; SameSite=Lax",
    );
  });

  it("is held to this very host and to TLS, where there is TLS", () => {
    expect(sessionCookie(new Headers(overTls), "abc")).toBe(
      "__Host-carillon_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure",
    );
  });

  it("is taken away under the name it has", () => {
    expect(sessionCookie(new Headers(), null)).toMatch(/^carillon_session=; .*; Max-Age=0$/);
    expect(sessionCookie(new Headers(overTls), null)).toMatch(/^__Host-.*Secure; Max-Age=0$/);
  });

  it("counts over TLS only as the one that nobody on the way can have put there", () => {
    expect(sessionIdOf(new Headers({ ...overTls, cookie: both }))).toBe("safe");
    expect(sessionIdOf(new Headers({ ...overTls, cookie: "carillon_session=plain" }))).toBeNull();
    expect(sessionIdOf(new Headers({ cookie: both }))).toBe("plain");
    expect(sessionIdOf(new Headers({ cookie: "carillon_session=" }))).toBeNull();
    expect(sessionIdOf(new Headers())).toBeNull();
  });
});
