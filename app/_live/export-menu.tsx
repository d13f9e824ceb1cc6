"use client";
import { Menu } from "@base-ui/react/menu";
import { Download } from "lucide-react";
import { Button } from "@/app/_ui/button.tsx";
import { pathOf } from "@/lib/api/client.ts";
import { api } from "@/lib/api/contract.ts";
import { ExportFormat } from "@/lib/api/export.ts";
import { useRefusal } from "./access.tsx";

const FORMATS: Record<ExportFormat, string> = {
  csv: "CSV, for spreadsheets",
  ndjson: "NDJSON, for programs",
};

interface ExportMenuProps {
  name: "exportAudit" | "exportJobs";
  /** What the list is narrowed down by. Which page of it is shown does not matter: a file has all of them. */
  query: Record<string, unknown>;
}

/** Everything that fits the filters as a file; that it was taken stands in the audit log. */
export function ExportMenu({
  name,
  query: { cursor: _page, limit: _size, ...filter },
}: ExportMenuProps) {
  const refusal = useRefusal(api[name].permission);
  const words = (
    <>
      <Download aria-hidden size={14} /> Export
    </>
  );
  if (refusal !== null) return <Button refusal={refusal}>{words}</Button>;
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button />}>{words}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-30">
          <Menu.Popup className="min-w-48 rounded-md border border-line bg-panel p-1 shadow-lg outline-none">
            {ExportFormat.options.map((format) => (
              <Menu.LinkItem
                key={format}
                closeOnClick
                className="flex w-full items-center rounded px-2.5 py-1.5 outline-none data-highlighted:bg-brass-ground pointer-coarse:py-3"
                href={pathOf(name, { query: { ...filter, format } })}
                download
              >
                {FORMATS[format]}
              </Menu.LinkItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
