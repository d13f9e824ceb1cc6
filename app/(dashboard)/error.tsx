"use client";
import { Button } from "../_ui/button.tsx";
import { Failure } from "../_ui/notices.tsx";
import { PageHeader } from "../_ui/page-header.tsx";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <PageHeader title="This page could not be drawn" />
      <Failure title="Something in the dashboard is broken; the jobs are not touched by it">
        <p className="mb-2">
          {error.message}
          {error.digest !== undefined &&
            ` (digest ${error.digest}, also in the log of the web process)`}
        </p>
        <Button onClick={reset}>Draw it again</Button>
      </Failure>
    </>
  );
}
