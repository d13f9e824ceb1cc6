-- Wakes up to n executors that wait for work. Needs T.
local function wake(n)
  for _, executor in ipairs(redis.call('SPOP', T .. ':idle', n)) do
    redis.call('SPUBLISH', T .. ':to:' .. executor, 'wake')
  end
end

-- Tells watchers what changed: pairs of a state and ids. A fat entry keeps fewer of its kind, so that the stream stays small.
local function tell(event)
  local weight = 0
  for i = 2, #event, 2 do weight = weight + #event[i] end
  redis.call('XADD', T .. ':events', 'MAXLEN', '~', weight > 2700 and 1000 or 5000, '*', unpack(event))
end
