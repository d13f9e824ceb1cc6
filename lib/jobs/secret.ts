import type { z } from "zod";

/**
 * Marks an argument that must not be shown: pages, the API, exports, the audit log and the search know it as `[redacted]`. The handler
 * gets it as it is. In JSON Schema it is `writeOnly`.
 */
export function secret<S extends z.ZodType>(schema: S): S {
  // An id names one schema, and this is another.
  const { id: _, ...meta } = schema.meta() ?? {};
  return schema.meta({ ...meta, writeOnly: true });
}
