-- Stands before every other script.
-- KEYS[1] the run, KEYS[2] the counts of refused writes, ARGV[1] the run that the caller belongs to.

local function is_current()
  return redis.call('HGET', KEYS[1], 'id') == ARGV[1]
end

local function refuse(what)
  redis.call('HINCRBY', KEYS[2], what, 1)
end

-- Compares whole numbers of 64 bits as decimal digits: Lua's numbers hold only 53 bits.
local function is_below(a, b)
  return #a < #b or (#a == #b and a < b)
end
