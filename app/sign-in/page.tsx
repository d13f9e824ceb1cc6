import { backend } from "../_server/backend.ts";
import { Logo } from "../(dashboard)/_shell/logo.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  // Before anybody has an account, asking for a name would only puzzle.
  const accounts = await backend()
    .users.count()
    .catch(() => 1);
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <title>Sign in · Carillon</title>
      <div className="w-full max-w-[380px]">
        <h1 className="mb-4 flex items-center gap-2.5 text-title font-semibold">
          <Logo /> Sign in to Carillon
        </h1>
        <SignInForm next={ownPath(next)} way={accounts > 0 ? "password" : "token"} />
      </div>
    </main>
  );
}

/** Only a path of ours: never a way to send people elsewhere. */
function ownPath(next: string | string[] | undefined): string {
  if (typeof next !== "string") return "/";
  const { origin, pathname, search } = new URL(next, "http://carillon");
  return origin === "http://carillon" && next.startsWith("/") ? `${pathname}${search}` : "/";
}
