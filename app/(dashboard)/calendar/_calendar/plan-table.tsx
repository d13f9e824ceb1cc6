import { countText } from "@/app/_ui/numbers.ts";
import { Body, Head, Row, Table, Td, Th } from "@/app/_ui/table.tsx";
import type { Forecast } from "@/lib/api/forecast.ts";
import { ClockChange } from "./clock-change.tsx";
import { type LocalDate, longDayText } from "./days.ts";
import { byTime, plannedText } from "./plan-words.ts";

/** The same in lines of text, from today on. */
export function PlanTable({
  days,
  today,
  timeZone,
}: {
  days: Forecast;
  today: LocalDate;
  timeZone: string;
}) {
  const slots = days.slots.filter(({ date }) => date >= today);
  if (slots.length === 0) return null;
  return (
    <details className="border-t border-line">
      <summary className="px-3.5 py-1.5 text-sm text-ink-3">As a table</summary>
      <div
        className="max-h-96 overflow-auto"
        tabIndex={0}
        role="region"
        aria-label="What is planned, day by day"
      >
        <Table caption="What is planned, day by day">
          <Head>
            <Th>Day</Th>
            <Th numeric>Runs</Th>
            <Th numeric>Paused</Th>
            <Th numeric>Single jobs</Th>
            <Th>The clock</Th>
            <Th>Periodic jobs</Th>
          </Head>
          <Body>
            {slots.map((slot) => (
              <Row key={slot.date}>
                <Td>{longDayText(slot.date)}</Td>
                <Td numeric>
                  {countText(slot.runs)} <span className="sm:hidden">runs</span>
                </Td>
                <Td numeric>
                  {countText(slot.paused)} <span className="sm:hidden">paused</span>
                </Td>
                <Td numeric>
                  {slot.jobs ? countText(slot.jobs.count) : "not counted"}{" "}
                  <span className="sm:hidden">single jobs</span>
                </Td>
                <Td>
                  <ClockChange slot={slot} isWhole />
                </Td>
                <Td className="w-full py-1.5 whitespace-normal text-ink-2">
                  {slot.planned
                    .toSorted(byTime)
                    .map((each) => plannedText(each, timeZone))
                    .join(", ")}
                  {slot.more && `, and ${countText(slot.more.schedules)} more`}
                </Td>
              </Row>
            ))}
          </Body>
        </Table>
      </div>
    </details>
  );
}
