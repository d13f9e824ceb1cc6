import { ApiError, createClient } from "@/lib/api/client.ts";

let isSigningOut = false;

/** For whose session is over: to the door, and back here from there. */
export function goToSignIn(): void {
  if (isSigningOut) return;
  const here = `${location.pathname}${location.search}`;
  location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** The event stream is closed at once when its session ends: looks whether that is why. */
export function leaveIfSignedOut(): void {
  createClient()
    .call("getSession")
    .catch((error: unknown) => {
      if (error instanceof ApiError && error.code === "unauthenticated") goToSignIn();
    });
}

/** Signs out here, and does not come back: `run` answers whether it is done. */
export async function signOutHere(run: () => Promise<boolean>): Promise<boolean> {
  isSigningOut = true;
  isSigningOut = await run();
  if (isSigningOut) location.assign("/sign-in");
  return isSigningOut;
}
