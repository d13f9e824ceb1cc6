"use client";
import { Button } from "@/app/_ui/button.tsx";
import { OptionList } from "@/app/_ui/option-list.tsx";
import { instantText } from "@/app/_ui/instants.ts";
import { clockOf, problemOf, type Reading, read, type WallTime } from "./wall-time.ts";

interface WhichTimeProps {
  time: WallTime;
  reading: Reading;
  onChoose: (time: WallTime) => void;
}

/** What a time may mean that the clock shows never or twice. Nothing is chosen for anybody. */
export function WhichTime({ time, reading, onChoose }: WhichTimeProps) {
  if (reading.kind === "gap")
    return (
      <div role="group" aria-label={problemOf(time)} className="flex flex-wrap gap-2">
        {reading.ways.map((way) => (
          <Button key={way.text} compact onClick={() => onChoose(way)}>
            Take {clockOf(way)}
          </Button>
        ))}
      </div>
    );
  const both = read({ ...time, pass: "" });
  if (both.kind !== "twice") return null;
  const [first, second] = both.instants;
  return (
    <OptionList
      legend={`Which ${clockOf(time)} is meant`}
      name={`pass-${time.text}`}
      value={time.pass}
      options={[
        { value: "first", label: "The first", help: bothClocks(first, time.timeZone) },
        { value: "second", label: "The second", help: bothClocks(second, time.timeZone) },
      ]}
      onChange={(pass) => onChoose({ ...time, pass })}
    />
  );
}

const bothClocks = (instant: string, timeZone: string) =>
  `${instantText(instant, timeZone)} = ${instantText(instant, "UTC")}`;
