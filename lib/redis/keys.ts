/**
 * Every key of a queue shares the tag `{prefix:queue}`, so that a queue lives on one slot of a Redis Cluster.
 * What follows the tag, its type and its author stand in lib/queue/STATES.md.
 */
export function queueTag(prefix: string, queue: string): string {
  return `{${prefix}:${queue}}`;
}

/** What belongs to no queue: the registry of queues, workers, job types and schedule names; sessions. */
export function registryTag(prefix: string): string {
  return `{${prefix}}`;
}
