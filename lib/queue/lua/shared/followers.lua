-- Tells those that wait for these jobs, by way of the outbox: they may live in other queues. letter: s, f, c, or g for gone.
local function tellFollowers(ids, letter)
  if #ids == 0 or redis.call('SCARD', T .. ':followed') == 0 then return end
  local told = false
  for i, followed in ipairs(redis.call('SMISMEMBER', T .. ':followed', unpack(ids))) do
    if followed == 1 then
      redis.call('XADD', T .. ':outbox', '*', 'job', ids[i] .. ' ' .. letter)
      told = true
    end
  end
  if told then redis.call('SPUBLISH', T .. ':due-sooner', '0') end
end
