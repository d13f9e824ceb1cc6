"use client";
import { Tab, Tabs } from "@/app/_ui/tabs.tsx";
import { WHICH } from "./schedule-list-query.ts";

type Which = (typeof WHICH)[number];

const NAMES: Record<Which, string> = { living: "Planned and ended", cancelled: "Cancelled" };

interface WhichTabsProps {
  current: Which;
  onChoose: (which: Which) => void;
}

export const WhichTabs = ({ current, onChoose }: WhichTabsProps) => (
  <Tabs label="Which periodic jobs">
    {WHICH.map((which) => (
      <Tab key={which} isOn={which === current} onClick={() => onChoose(which)}>
        {NAMES[which]}
      </Tab>
    ))}
  </Tabs>
);
