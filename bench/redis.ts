// Development stopgap until lib/redis/embedded lands.
export async function startBenchRedis() {
  return {
    url: process.env.BENCH_REDIS_URL!,
    version: "Redis 7.0.15",
    stop: async () => undefined,
  };
}
