-- Notes of times to skip are lines of "planned who reason", the last two encoded. Each is taken as a whole: a name may look like a time.
local NOTE = '(%d+) [^\n]*\n'

-- The planned times that have a note.
local function notedIn(notes)
  local noted = {}
  for planned in string.gmatch(notes, NOTE) do noted[planned] = true end
  return noted
end

-- The notes but for those whose planned time isGone.
local function notesLeft(notes, isGone)
  return (string.gsub(notes, NOTE, function(planned) return isGone(planned) and '' or nil end))
end

-- The notes of times past the newest that is decided.
local function notesAfter(notes, watermark)
  return notesLeft(notes, function(planned) return tonumber(planned) <= tonumber(watermark) end)
end
