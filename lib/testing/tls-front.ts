import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer } from "node:tls";
import { onTestFinished } from "vitest";
import type { TestCertificate } from "./certificates.ts";

interface TlsFront {
  /** What it shows to who connects. */
  certificate: TestCertificate;
  /** Wants a certificate of who connects, which this authority has signed. */
  clientCa?: string;
}

/** Stands before a Redis, as a load balancer does that speaks TLS. Its URL has user and password of the one given. */
export async function startTlsFront(redisUrl: string, { certificate, clientCa }: TlsFront) {
  const own = new URL(redisUrl);
  const { hostname: host, port } = own;
  const sockets = new Set<Socket>();
  const { cert, key } = certificate;
  const server = createServer({ cert, key, ca: clientCa, requestCert: clientCa !== undefined });
  server.on("connection", (socket) => sockets.add(socket));
  server.on("tlsClientError", () => undefined);
  server.on("secureConnection", (client) => {
    const redis = connect({ host, port: Number(port) });
    client.pipe(redis).pipe(client);
    client.on("error", () => redis.destroy());
    redis.on("error", () => client.destroy());
    client.on("close", () => redis.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  });
  own.port = String((server.address() as AddressInfo).port);
  return {
    url: own.href.replace("redis://", "rediss://"),
    /** Shows another certificate from now on. */
    show: (other: TestCertificate) => server.setSecureContext({ ...other, ca: clientCa }),
  };
}
