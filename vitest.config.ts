import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["lib/**/*.test.ts", "app/**/*.test.ts", "workers/**/*.test.ts"],
    globalSetup: ["lib/testing/redis-server.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
