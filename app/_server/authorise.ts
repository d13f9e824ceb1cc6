import type { Endpoint } from "@/lib/api/endpoint.ts";
import { type Access, type Permission, refusalOf } from "@/lib/api/permissions.ts";
import { CarillonError } from "@/lib/errors.ts";
import { parseJobId } from "@/lib/jobs/names.ts";
import type { SchedulerService } from "@/lib/scheduler/service.ts";
import { namedQueue, queuesOfBody } from "./queues-of-body.ts";

export interface Asked {
  params: unknown;
  body: unknown;
}

/** Whether somebody may do a thing at all. @throws CarillonError forbidden */
export function checkPermission(permission: Permission | null, access: Access): void {
  if (permission !== null) refuse(refusalOf(access, permission));
}

/** Whether they may do what the body asks for, and in each of the queues it concerns. @throws CarillonError forbidden */
export async function checkAsked(
  endpoint: Endpoint,
  access: Access,
  asked: Asked,
  service: SchedulerService,
): Promise<void> {
  const more = endpoint.alsoNeeds?.(asked.body);
  if (more !== undefined) checkPermission(more, access);
  if (endpoint.permission === null || access.queues === "*") return;
  for (const queue of await queuesOf(endpoint, asked, service))
    refuse(refusalOf(access, endpoint.permission, queue));
}

function refuse(refusal: string | null): void {
  if (refusal !== null) throw new CarillonError("forbidden", refusal);
}

async function queuesOf(
  { concerns, method }: Endpoint,
  { params, body }: Asked,
  service: SchedulerService,
): Promise<string[]> {
  const { id = "", name = "" } = (params ?? {}) as { id?: string; name?: string };
  switch (concerns) {
    case undefined:
      return [];
    case "queue":
      return [name];
    case "job":
      return [parseJobId(id)?.queue ?? "*"];
    case "schedule": {
      // What is patched stays in its queue unless the patch names another.
      const asked = method === "PATCH" ? namedQueue(body) : await queuesOfBody(body, service);
      return [...(await queueOfSchedule(id, service)), ...asked];
    }
    case "operation":
      return [(await service.getOperation(id)).filter.queue ?? "*"];
    case "body":
      return queuesOfBody(body, service);
  }
}

/** None when it is not there: the verb says so, or makes it. */
async function queueOfSchedule(id: string, service: SchedulerService): Promise<string[]> {
  try {
    return [(await service.getSchedule(id)).queue];
  } catch (error) {
    if (error instanceof CarillonError && error.code === "not_found") return [];
    throw error;
  }
}
