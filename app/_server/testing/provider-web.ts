import { onTestFinished } from "vitest";
import { openProvider, type People } from "@/lib/testing/openid-provider.ts";
import { openWeb, type Web } from "./web.ts";

export const ORIGIN = "http://127.0.0.1:3000";
export const CALLBACK = `${ORIGIN}/api/sign-in/oidc/callback`;

/** Who gets what by the settings below. */
export const PEOPLE: People = {
  ada: { groups: ["staff", "admins"], preferred_username: "ada", email: "ada@example.org" },
  ole: { groups: ["staff", "operators"], email: "ole@example.org", email_verified: true },
  vic: { groups: "viewers", name: "Vic\u202e Tor (admin)" },
  nan: { groups: ["staff"], preferred_username: "nan" },
};

/** Settings for a provider; `more` are set besides, or unset when undefined. */
export const settingsOf = (issuer: string, more: Record<string, string | undefined> = {}) => ({
  CARILLON_OIDC_ISSUER: issuer,
  CARILLON_OIDC_CLIENT_ID: "carillon",
  CARILLON_OIDC_NAME: "Example Login",
  CARILLON_OIDC_ADMINS: "admins",
  CARILLON_OIDC_OPERATORS: "operators",
  CARILLON_OIDC_VIEWERS: "viewers",
  ...more,
});

/** The web process with a real provider beside it. */
export async function openWebAndProvider({
  people = PEOPLE,
  settings = {},
  clientSecret,
  hasFatTokens,
}: {
  people?: People;
  settings?: Record<string, string | undefined>;
  clientSecret?: string;
  hasFatTokens?: boolean;
} = {}) {
  const provider = await openProvider();
  onTestFinished(() => provider.close());
  const secret = clientSecret && { CARILLON_OIDC_CLIENT_SECRET: clientSecret };
  const web = await openWeb({
    settings: settingsOf(provider.issuer, { ...secret, ...settings }),
  });
  const serve = () => provider.serve({ people, redirectUri: CALLBACK, clientSecret, hasFatTokens });
  serve();
  return { web, provider, serve, browser: openBrowser() };
}

type Browser = ReturnType<typeof openBrowser>;

export const sessionOf = (browser: Browser) => ({
  session: browser.cookie("carillon_session") ?? "none",
});

export const whoIs = async (web: Pick<Web, "call">, browser: Browser) =>
  (await web.call("getSession", sessionOf(browser))).body;

/** Why the sign-in page says that somebody is not in; null when they are not sent there. */
export const refusedFor = (address: string) =>
  new URL(address).pathname === "/sign-in" ? new URL(address).searchParams.get("refused") : null;

type Handler = (request: Request) => Promise<Response>;

/** A browser: keeps its cookies, knows our own routes, and follows no redirect by itself. */
export function openBrowser(from = "192.0.2.1") {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: URL) => {
    if (!jars.has(url.origin)) jars.set(url.origin, new Map());
    return jars.get(url.origin)!;
  };

  async function ask(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address);
    const jar = jarOf(url);
    const headers = new Headers(init.headers);
    headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response =
      url.origin === ORIGIN
        ? await ours(url, headers, from)
        : await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /max-age=0|1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  const where = (response: Response, base: string) =>
    new URL(response.headers.get("location") ?? "/nowhere", base).href;

  /** Where the link of the sign-in page leads. */
  async function begin(next?: string): Promise<string> {
    const query = next === undefined ? "" : `?next=${encodeURIComponent(next)}`;
    return where(await ask(`${ORIGIN}/api/sign-in/oidc${query}`), ORIGIN);
  }

  /** Tells the provider who one is, and answers where it sends one back to. */
  async function visit(address: string, typed: Record<string, string>): Promise<string> {
    let at = address;
    for (let steps = 0; steps < 10 && !at.startsWith(ORIGIN); steps++) {
      const isDoor = new URL(at).pathname.startsWith("/door/");
      const body = new URLSearchParams(typed);
      at = where(await ask(at, isDoor ? { method: "POST", body } : {}), at);
    }
    return at;
  }

  return {
    ask,
    begin,
    visit,
    /** The whole way: where one is in the end. */
    async signIn(name: string, next?: string): Promise<string> {
      const back = await visit(await begin(next), { name });
      return where(await ask(back), ORIGIN);
    },
    /** Goes somewhere of ours, and answers where one is sent. */
    go: async (address: string) => where(await ask(address), ORIGIN),
    cookie: (name: string) => jarOf(new URL(ORIGIN)).get(name),
  };
}

async function ours(url: URL, headers: Headers, from: string): Promise<Response> {
  const { GET } = (await import(/* @vite-ignore */ `../../${url.pathname.slice(1)}/route.ts`)) as {
    GET: Handler;
  };
  headers.set("host", url.host);
  headers.set("sec-fetch-site", "cross-site");
  headers.set("x-carillon-peer", from);
  return GET(new Request(url, { headers }));
}
