import { ButtonAnchor } from "@/app/_ui/button.tsx";
import { Failure } from "@/app/_ui/notices.tsx";

/** The way in by OpenID Connect: a link, and no form, since a form may send to nobody but us. */
export function Elsewhere({ name, origin, next }: { name: string; origin: string; next: string }) {
  // From where the provider sends people back to: the cookie of another name for this server would not be found again.
  const href = `${origin}/api/sign-in/oidc${next === "/" ? "" : `?next=${encodeURIComponent(next)}`}`;
  return (
    <>
      <ButtonAnchor look="quiet" href={href} className="w-full border-line-strong">
        <span className="truncate">Sign in with {name}</span>
      </ButtonAnchor>
      <p className="my-3 flex items-center gap-3 text-sm text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
    </>
  );
}

const REQUEST_ID = /^[0-9a-f-]{36}$/;

/** Why somebody who came back from the provider is not in. */
export function Refused({
  request,
  children,
}: {
  request: string | string[] | undefined;
  children: string;
}) {
  return (
    <Failure title="You are not signed in" className="mb-4">
      <p>{children}</p>
      {typeof request === "string" && REQUEST_ID.test(request) && (
        <p className="mt-1 text-sm text-ink-3">
          Request <code className="font-mono [overflow-wrap:anywhere]">{request}</code>
        </p>
      )}
    </Failure>
  );
}
