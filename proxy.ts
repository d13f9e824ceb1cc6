import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "./app/_server/content-security-policy.ts";

/** Gives each page a policy with a nonce of its own. It decides nothing about who may see what: every route and page does that itself. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  // Next reads the nonce for its own scripts from the policy of the request.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: "/((?!api/|_next/static|icon.svg).*)" };
