/** One way to keep a job's record: what never changes (the body) and what does (the state). */
export interface Layout {
  name: string;
  /** Settings of the server without which the layout is not what it is meant to be. */
  settings?: Record<string, string>;
  /** Lua: `write(ids, bodies)`, `read(ids)` and `mark(ids, states)`, with `T` the common tag of all keys. */
  lua: string;
  /** The server makes the ids, so that a call that is sent again cannot be told from a new one. */
  makesIds?: boolean;
}

const perKey = (name: string, write: string, read: string, mark: string): Layout => ({
  name,
  lua: `
local function write(ids, bodies)
  for i, id in ipairs(ids) do redis.call(${write}) end
  return ids
end
local function read(ids)
  local bodies = {}
  for i, id in ipairs(ids) do bodies[i] = redis.call(${read}) end
  return bodies
end
local function mark(ids, states)
  for i, id in ipairs(ids) do redis.call(${mark}) end
end`,
});

const STRING_A_JOB = perKey(
  "a string a job, another for its state",
  `'SET', T .. ':job:' .. id, bodies[i]`,
  `'GET', T .. ':job:' .. id`,
  `'SET', T .. ':state:' .. id, states[i]`,
);

const HASH_A_JOB = perKey(
  "a hash a job",
  `'HSET', T .. ':job:' .. id, 'body', bodies[i]`,
  `'HGET', T .. ':job:' .. id, 'body'`,
  `'HSET', T .. ':job:' .. id, 'state', states[i]`,
);

const ZIP = `
local function zip(ids, values)
  local flat = {}
  for i, id in ipairs(ids) do flat[i * 2 - 1], flat[i * 2] = id, values[i] end
  return flat
end`;

const BIG_HASHES: Layout = {
  name: "one hash for all bodies, one for all states",
  lua: `${ZIP}
local function write(ids, bodies)
  redis.call('HSET', T .. ':jobs', unpack(zip(ids, bodies)))
  return ids
end
local function read(ids) return redis.call('HMGET', T .. ':jobs', unpack(ids)) end
local function mark(ids, states) redis.call('HSET', T .. ':state', unpack(zip(ids, states))) end`,
};

/** Hashes small enough to stay listpacks, with `size` jobs each on average. */
function bucketed(size: number, jobs: number): Layout {
  const bucket = `(tonumber(string.sub(id, -6), 36) % ${Math.ceil(jobs / size)})`;
  return {
    ...perKey(
      `hashes of about ${size} jobs, as listpacks`,
      `'HSET', T .. ':jobs:' .. ${bucket}, id, bodies[i]`,
      `'HGET', T .. ':jobs:' .. ${bucket}, id`,
      `'HSET', T .. ':state:' .. ${bucket}, id, states[i]`,
    ),
    settings: {
      "hash-max-listpack-entries": String(size * 2),
      "hash-max-listpack-value": "1024",
    },
  };
}

const STREAM: Layout = {
  name: "a stream for all bodies, a hash for all states",
  makesIds: true,
  lua: `${ZIP}
local function write(ids, bodies)
  local made = {}
  for i, body in ipairs(bodies) do made[i] = redis.call('XADD', T .. ':jobs', '*', 'body', body) end
  return made
end
local function read(ids)
  local bodies = {}
  for i, id in ipairs(ids) do
    local entry = redis.call('XRANGE', T .. ':jobs', id, id)[1]
    bodies[i] = entry and entry[2][2]
  end
  return bodies
end
local function mark(ids, states) redis.call('HSET', T .. ':state', unpack(zip(ids, states))) end`,
};

export const layoutsFor = (jobs: number): Layout[] => [
  BIG_HASHES,
  STRING_A_JOB,
  HASH_A_JOB,
  bucketed(64, jobs),
  bucketed(128, jobs),
  bucketed(512, jobs),
  STREAM,
];
