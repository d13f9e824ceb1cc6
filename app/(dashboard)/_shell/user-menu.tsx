"use client";
import { Menu } from "@base-ui/react/menu";
import { CircleUser } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import { signOutHere } from "@/app/_live/door.ts";
import { useAction } from "@/app/_live/use-api.ts";
import { IconButton } from "@/app/_ui/button.tsx";
import { usePlaces } from "./use-places.ts";

const ITEM =
  "flex w-full items-center justify-between gap-4 rounded px-2.5 py-1.5 data-highlighted:bg-brass-ground outline-none pointer-coarse:py-3";
const THEMES = [
  { value: "system", name: "As the system" },
  { value: "light", name: "Light" },
  { value: "dark", name: "Dark" },
];

export function UserMenu({ actor }: { actor: string }) {
  const { theme, setTheme } = useTheme();
  const rare = usePlaces().filter(({ isRare }) => isRare);
  const action = useAction("signOut");
  const says = { done: "You are signed out.", failed: "You are not signed out" };
  const signOut = () => void signOutHere(async () => (await action.run({}, says)) !== undefined);
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton name={`Menu of ${actor}: account, theme, sign out`} />}>
        <CircleUser aria-hidden size={18} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-30">
          <Menu.Popup className="min-w-48 rounded-md border border-line bg-panel p-1 shadow-lg outline-none">
            <Menu.LinkItem className={ITEM} closeOnClick render={<Link href="/account" />}>
              Your account
            </Menu.LinkItem>
            {rare.map(({ href, name }) => (
              <Menu.LinkItem key={href} className={ITEM} closeOnClick render={<Link href={href} />}>
                {name}
              </Menu.LinkItem>
            ))}
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.RadioGroup value={theme} onValueChange={setTheme}>
              <Menu.GroupLabel className="px-2.5 pt-1.5 pb-1 text-sm text-ink-3">
                Theme
              </Menu.GroupLabel>
              {THEMES.map(({ value, name }) => (
                <Menu.RadioItem key={value} value={value} className={ITEM}>
                  {name}
                  <Menu.RadioItemIndicator className="text-brass">✓</Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item className={ITEM} onClick={signOut}>
              Sign out {actor}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
