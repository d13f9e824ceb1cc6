import type { Layout } from "./layouts.ts";

/** ARGV: per job its id and its body. An id that exists is left alone. */
const ENQUEUE = `
local ids, bodies = {}, {}
for i = 1, #ARGV, 2 do
  ids[#ids + 1], bodies[#bodies + 1] = ARGV[i], ARGV[i + 1]
end
if makesIds then
  ids = write(ids, bodies)
else
  local present, newIds, newBodies = read(ids), {}, {}
  for i, id in ipairs(ids) do
    if not present[i] then newIds[#newIds + 1], newBodies[#newBodies + 1] = id, bodies[i] end
  end
  ids = write(newIds, newBodies)
end
redis.call('RPUSH', T .. ':ready', unpack(ids))
return #ids`;

/** ARGV: how many to claim, the executor, now and the lease in ms, then the ids to acknowledge. */
const TURN = `
local want, executor, now, leaseMs = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if #ARGV > 4 then
  local ids, states, finished = {}, {}, {}
  for i = 5, #ARGV do ids[#ids + 1] = ARGV[i] end
  local leases = redis.call('ZMSCORE', T .. ':running', unpack(ids))
  for i, id in ipairs(ids) do
    if not leases[i] then return redis.error_reply('lost ' .. id) end
    states[i] = 's 1 0 0 ' .. executor .. ' ' .. now .. ' ' .. now .. ' -'
    finished[i * 2 - 1], finished[i * 2] = now, id
  end
  mark(ids, states)
  redis.call('ZADD', T .. ':succeeded', unpack(finished))
  redis.call('ZREM', T .. ':running', unpack(ids))
end
local ids = redis.call('LPOP', T .. ':ready', want) or {}
if #ids == 0 then return { ids, ids } end
local bodies, states, leases = read(ids), {}, {}
for i, id in ipairs(ids) do
  states[i] = 'r 1 0 0 ' .. executor .. ' ' .. now .. ' 0 -'
  leases[i * 2 - 1], leases[i * 2] = now + leaseMs, id
end
redis.call('ZADD', T .. ':running', unpack(leases))
mark(ids, states)
return { ids, bodies }`;

export const scriptsOf = ({ lua, makesIds = false }: Layout) => {
  const head = `local T, makesIds = KEYS[1], ${makesIds}\n${lua}\n`;
  return { enqueue: head + ENQUEUE, turn: head + TURN };
};
