/** What the web process needs alone: where it listens, and by what people are let in. Links that a scheduler sends begin with the URL. */
const OF_THE_WEB = /^(HOST|PORT|CARILLON_(ADMIN_TOKEN|ALLOWED_HOSTS|TRUSTED_HOPS|OIDC_.*))$/;

/**
 * The environment of a scheduler or an executor. Jobs run in it, with whatever they have been written to do: the keys to the front door
 * are no business of theirs.
 */
export function workerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !OF_THE_WEB.test(name));
  return Object.fromEntries(kept) as NodeJS.ProcessEnv;
}
