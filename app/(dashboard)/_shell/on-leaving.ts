type Leave = (go: () => void) => void;

/**
 * Has every way out of the page go through `leave`. Next's router has no say in that: links are caught before it sees the
 * click, and the way back by the Navigation API, where the browser has it. Answers what ends it.
 */
export function onLeaving(push: (href: string) => void, leave: Leave): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
  window.addEventListener("click", (event) => onClick(event, push, leave), {
    signal,
    capture: true,
  });
  if ("navigation" in window)
    window.navigation.addEventListener("navigate", (event) => onTraverse(event, leave), { signal });
  return () => listening.abort();
}

/** A click that would go to another page of ours, in this tab. */
function onClick(event: MouseEvent, push: (href: string) => void, leave: Leave): void {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!isPlain || !link?.href || link.target !== "" || link.hasAttribute("download")) return;
  const { origin, pathname, search, hash } = new URL(link.href);
  const isHere = pathname === location.pathname && search === location.search;
  if (origin !== location.origin || isHere) return;
  event.preventDefault();
  event.stopPropagation();
  leave(() => push(`${pathname}${search}${hash}`));
}

/** The way back, or forth. */
function onTraverse(event: NavigateEvent, leave: Leave): void {
  if (event.navigationType !== "traverse" || !event.cancelable) return;
  event.preventDefault();
  const { key } = event.destination;
  leave(() => void window.navigation.traverseTo(key));
}
