import { isRefusalReason, REFUSALS } from "@/lib/auth/oidc/refusals.ts";
import { sentenceOf } from "../_ui/sentences.ts";
import { backend } from "../_server/backend.ts";
import { ownPath } from "../_server/own-path.ts";
import { Logo } from "../(dashboard)/_shell/logo.tsx";
import { Elsewhere, Refused } from "./elsewhere.tsx";
import { SignInForm } from "./sign-in-form.tsx";

interface Search {
  next?: string | string[];
  refused?: string | string[];
  request?: string | string[];
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { next, refused, request } = await searchParams;
  const { config, users } = backend();
  // Before anybody has an account, asking for a name would only puzzle.
  const accounts = await users.count().catch(() => 1);
  const { oidc } = config;
  const path = ownPath(next);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-6">
      <title>Sign in · Carillon</title>
      <div className="w-full max-w-[380px]">
        <h1 className="mb-4 flex items-center gap-2.5 text-title font-semibold">
          <Logo /> Sign in to Carillon
        </h1>
        {oidc && typeof refused === "string" && isRefusalReason(refused) && (
          <Refused request={request}>{sentenceOf(REFUSALS[refused](oidc.name))}</Refused>
        )}
        {oidc && <Elsewhere name={oidc.name} origin={oidc.origin} next={path} />}
        <SignInForm next={path} way={accounts > 0 ? "password" : "token"} />
      </div>
    </main>
  );
}
