#!lua
-- mark-skip: notes that a later planned time is to be skipped, or takes such a note back. It is decided when it is the next.
-- KEYS: the queue's tag. ARGV: schedule id, generation and revision that were read, planned ms, the note ("who reason", both encoded) or "" to
--   take it back.
-- Answers "missing", "stale" when this may be none of its planned times by now, "past" when it is decided already, "full" beyond 100 notes, "marked" or "taken back".
local T = KEYS[1]
local planned, note = ARGV[4], ARGV[5]
local key = T .. ':schedule:' .. ARGV[1]
--@ skips
local state, generation, revision, watermark, skips = unpack(redis.call('HMGET', key, 'state', 'generation', 'revision', 'watermark', 'skips'))
if not state or state == 'cancelled' then return 'missing' end
if generation ~= ARGV[2] or (note ~= '' and revision ~= ARGV[3]) then return 'stale' end
if tonumber(planned) <= tonumber(watermark) then return 'past' end
local kept = notesLeft(skips or '', function(at) return at == planned end)
if note ~= '' then
  local _, count = string.gsub(kept, '\n', '')
  if count >= 100 then return 'full' end
  kept = kept .. planned .. ' ' .. note .. '\n'
end
redis.call('HSET', key, 'skips', kept)
redis.call('XADD', T .. ':events', 'MAXLEN', '~', 5000, '*', 'schedule', ARGV[1])
return note == '' and 'taken back' or 'marked'
