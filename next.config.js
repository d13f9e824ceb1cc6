/** @type {import("next").NextConfig} */
export default {
  output: process.env.NEXT_OUTPUT === "standalone" ? "standalone" : undefined,
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are checked by `npm run types`, tests and all; a start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["ioredis", "pino"],
};
