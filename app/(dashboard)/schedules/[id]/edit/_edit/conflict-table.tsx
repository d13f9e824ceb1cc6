"use client";
import { useId } from "react";
import { useZone } from "@/app/_live/zone.tsx";
import { OVER_ITS_LABEL, RadioMark } from "@/app/_ui/marks.tsx";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Json } from "@/lib/jobs/json.ts";
import { sameJson } from "../../../../_form/asked/untouched.ts";
import { facetLabel, facetText } from "./facet-words.ts";
import type { Difference, Side } from "./merge.ts";

interface ConflictTableProps {
  differences: Difference[];
  choices: Record<string, Side>;
  onChoose: (path: string, side: Side) => void;
}

/** Each difference: as it was when the edit began, as it is now, as it is in the form; the last two to choose from. */
export const ConflictTable = ({ differences, choices, onChoose }: ConflictTableProps) => (
  <Table caption="Both changes, side by side" className="border-t border-line sm:table-fixed">
    <Head>
      <Th>What</Th>
      <Th>When you began</Th>
      <Th>Now</Th>
      <Th>Yours</Th>
    </Head>
    <Body>
      {differences.map((difference) => (
        <DifferenceRow
          key={difference.path}
          difference={difference}
          chosen={choices[difference.path] ?? difference.only}
          onChoose={(side) => onChoose(difference.path, side)}
        />
      ))}
    </Body>
  </Table>
);

interface DifferenceRowProps {
  difference: Difference;
  chosen: Side | null;
  onChoose: (side: Side) => void;
}

function DifferenceRow({ difference, chosen, onChoose }: DifferenceRowProps) {
  const { timeZone } = useZone();
  const name = useId();
  const { path, base, theirs, mine } = difference;
  const label = facetLabel(path);
  const text = (value: Json | undefined) => facetText(path, value, timeZone);
  const option = (side: Side, value: Json | undefined, choice: string) => (
    <label className="relative flex items-start gap-2 rounded px-1.5 py-1 has-checked:bg-brass-ground has-focus-visible:outline-2 has-focus-visible:outline-brass">
      <input
        type="radio"
        name={name}
        className={OVER_ITS_LABEL}
        aria-label={`${label}: ${choice}, ${text(value)}`}
        checked={chosen === side}
        onChange={() => onChoose(side)}
      />
      <RadioMark />
      <span>
        <span className="block text-sm text-ink-3">{choice}</span>
        {text(value)}
      </span>
    </label>
  );
  const isSame = sameJson(theirs, mine);
  return (
    <Row>
      <Td className="py-1.5 font-medium whitespace-normal max-sm:basis-full">{label}</Td>
      <Td className="py-1.5 whitespace-normal text-ink-2 [overflow-wrap:anywhere] max-sm:basis-full">
        <span className="sm:hidden">It was: </span>
        {text(base)}
      </Td>
      {isSame ? (
        <Td colSpan={2} className="py-1.5 whitespace-normal [overflow-wrap:anywhere]">
          {text(theirs)} <span className="text-ink-3">in both</span>
        </Td>
      ) : (
        <>
          <Td className="py-1 whitespace-normal [overflow-wrap:anywhere] max-sm:basis-full">
            {option("theirs", theirs, "take theirs")}
          </Td>
          <Td className="py-1 whitespace-normal [overflow-wrap:anywhere] max-sm:basis-full">
            {option("mine", mine, "keep mine")}
          </Td>
        </>
      )}
    </Row>
  );
}
