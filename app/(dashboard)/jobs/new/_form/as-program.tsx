"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Button } from "@/app/_ui/button.tsx";
import { Code } from "@/app/_ui/code.tsx";
import type { Mode } from "./new-job-query.ts";

interface AsProgramProps {
  body: Record<string, unknown>;
  mode: Mode;
}

/** What is in the form, as the call that would do the same. */
export function AsProgram({ body, mode }: AsProgramProps) {
  return (
    <Dialog.Root>
      <Dialog.Trigger render={<Button look="bare" className="ml-auto" />}>
        As a program
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.45)]" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[min(640px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-panel p-5 shadow-xl">
          <Dialog.Title className="text-lg font-semibold">The same from a program</Dialog.Title>
          <Snippets body={body} mode={mode} />
          <Dialog.Close render={<Button />}>Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const Snippets = ({ body, mode }: AsProgramProps) => (
  <div className="my-3 flex flex-col gap-3">
    <div className="rounded-md border border-line">
      <Code text={typescriptOf(body, mode)} name="TypeScript" />
    </div>
    <div className="rounded-md border border-line">
      <Code text={curlOf(body, mode)} name="curl" />
    </div>
  </div>
);

function typescriptOf({ runAt, every, ...rest }: Record<string, unknown>, mode: Mode): string {
  const verb =
    mode !== "periodic" ? "scheduleJob" : every === undefined ? "scheduleCron" : "schedulePeriodic";
  const fields = {
    ...rest,
    ...(typeof every === "number" && { interval: every / 1_000 }),
  };
  const text = JSON.stringify(fields, null, 2).replace(/^(\s*)"(\w+)":/gm, "$1$2:");
  const dated =
    runAt === undefined
      ? text
      : text.replace(/\n\}$/, `,\n  executionTime: new Date(${JSON.stringify(runAt)})\n}`);
  return `await service.${verb}(${dated});`;
}

function curlOf(body: Record<string, unknown>, mode: Mode): string {
  const address = `${location.origin}/api/v1/${mode === "periodic" ? "schedules" : "jobs"}`;
  const text = JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`);
  return [
    `curl ${address} \\`,
    `  -H "Authorization: Bearer $CARILLON_ADMIN_TOKEN" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${text}'`,
  ].join("\n");
}
