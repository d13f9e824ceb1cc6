import { config } from "zod";

// Runs before any schema is made. The content policy refuses what is evaluated, and zod would try and be reported each time.
config({ jitless: true });
