import Link from "next/link";
import { Fragment } from "react";
import { Mono } from "@/app/_ui/code.tsx";
import { shortId } from "../../_list/short-id.ts";

const MOST_SHOWN = 5;

export const JobLink = ({ id }: { id: string }) => (
  <Link href={`/jobs/${id}`} className="underline">
    <Mono>{shortId(id)}</Mono>
  </Link>
);

/** "01KY…K2QX, 01KY…7TB4 and 12 more". */
export function JobLinks({ ids }: { ids: string[] }) {
  const beyond = ids.length - MOST_SHOWN;
  return (
    <>
      {ids.slice(0, MOST_SHOWN).map((id, index) => (
        <Fragment key={id}>
          {index > 0 && ", "}
          <JobLink id={id} />
        </Fragment>
      ))}
      {beyond > 0 && ` and ${beyond} more`}
    </>
  );
}
