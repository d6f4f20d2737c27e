-- Applies a chunk of a sink's commands. KEYS: the stamps. ARGV: the task, the stamp expected, the stamp of the chunk, and for each command
-- how many parts it has, then the parts. Answers the stamp that was there, how many commands were refused, and why the first one was.
local found = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if found == ARGV[3] or found ~= ARGV[2] then return {found, 0, ''} end

-- First, and outside of pcall: a server that takes no writes refuses this one, and nothing has happened yet. What it refuses later
-- is the fault of that command; it is refused again whenever it comes again.
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
local refused, reason = 0, ''
local at = 4
while at <= #ARGV do
  local parts = tonumber(ARGV[at])
  local answer
  if parts > 4000 then
    -- Lua has no room for more, and would stop here, with the stamp moved.
    answer = {err = 'a command of ' .. parts .. ' parts is too long for a script'}
  else
    answer = redis.pcall(unpack(ARGV, at + 1, at + parts))
  end
  if type(answer) == 'table' and answer.err then
    if refused == 0 then reason = ARGV[at + 1] .. ': ' .. answer.err end
    refused = refused + 1
  end
  at = at + 1 + parts
end
return {found, refused, reason}
