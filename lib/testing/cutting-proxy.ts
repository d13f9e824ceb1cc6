import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** Stands between a client and Redis, and cuts a connection whose request has reached Redis before the answer comes back. */
export async function cuttingProxy(redisUrl: string) {
  const target = new URL(redisUrl);
  const sockets = new Set<Socket>();
  let fits: ((request: string) => boolean) | null = null;
  let cuts = 0;
  const server = createServer((client) => {
    const redis = connect({ host: target.hostname, port: Number(target.port) });
    let isCut = false;
    for (const socket of [client, redis]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => socket.destroy());
    }
    client.on("data", (request) => {
      redis.write(request);
      if (!fits?.(request.toString("latin1"))) return;
      fits = null;
      isCut = true;
      cuts++;
    });
    redis.on("data", (answer) => {
      // Redis has done what it was asked: nobody hears of it.
      if (isCut) client.destroy();
      else client.write(answer);
    });
    client.on("close", () => redis.destroy());
    redis.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  });
  const own = new URL(redisUrl);
  own.port = String((server.address() as AddressInfo).port);
  return {
    url: own.href,
    cuts: () => cuts,
    /** Cuts once, at the next request that fits. */
    cutAt(request: (text: string) => boolean) {
      fits = request;
    },
  };
}
