"use client";
import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { LeaveDialog } from "./leave-dialog.tsx";
import { onLeaving } from "./on-leaving.ts";

interface Unsaved {
  /** Something here is not saved, until the function is called that it answers. */
  hold: () => () => void;
  /** Goes elsewhere, after asking when something is not saved. */
  leave: (go: () => void) => void;
}

const UnsavedContext = createContext<Unsaved>({
  hold: () => () => undefined,
  leave: (go) => go(),
});

/** Asks before what was typed is lost: by a link, a key, the way back, a reload or a closed tab. */
export function UnsavedProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const holders = useRef(new Set<symbol>());
  const [isHeld, setHeld] = useState(false);
  const [onward, setOnward] = useState<{ go: () => void } | null>(null);

  const unsaved = useMemo<Unsaved>(
    () => ({
      hold() {
        const holder = Symbol("unsaved");
        holders.current.add(holder);
        setHeld(true);
        return () => {
          holders.current.delete(holder);
          setHeld(holders.current.size > 0);
        };
      },
      leave: (go) => (holders.current.size > 0 ? setOnward({ go }) : go()),
    }),
    [],
  );
  useEffect(
    () => (isHeld ? onLeaving((href) => router.push(href), unsaved.leave) : undefined),
    [isHeld, router, unsaved],
  );

  return (
    <UnsavedContext value={unsaved}>
      {children}
      <LeaveDialog
        isOpen={onward !== null}
        onStay={() => setOnward(null)}
        onLeave={() => {
          holders.current.clear();
          setHeld(false);
          setOnward(null);
          onward?.go();
        }}
      />
    </UnsavedContext>
  );
}

/** Goes elsewhere, after asking when something is not saved. */
export const useLeave = () => useContext(UnsavedContext).leave;

/** Has leaving ask while `isUnsaved`. Answers what ends that at once: it has been saved. */
export function useUnsaved(isUnsaved: boolean): () => void {
  const { hold } = useContext(UnsavedContext);
  const release = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (!isUnsaved) return;
    const end = hold();
    release.current = end;
    return end;
  }, [isUnsaved, hold]);
  return useCallback(() => release.current(), []);
}
