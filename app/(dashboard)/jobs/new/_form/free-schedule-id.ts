import { backend } from "@/app/_server/backend.ts";
import { copyIds } from "./copy-ids.ts";

/** A name for a copy that nobody has taken; empty when that cannot be told, and then one is made. */
export async function freeScheduleId(id: string): Promise<string> {
  const { service } = backend();
  for (const copy of copyIds(id)) {
    try {
      await service.getSchedule(copy);
    } catch (error) {
      return error instanceof Error && "code" in error && error.code === "not_found" ? copy : "";
    }
  }
  return "";
}
