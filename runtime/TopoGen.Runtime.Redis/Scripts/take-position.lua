-- Makes a spout task's reservation an incarnation's. KEYS: run, refused, positions. ARGV: run, task, incarnation.
local incarnation = ARGV[2] .. ' incarnation'
local reached = ARGV[2] .. ' reached'
local limit = ARGV[2] .. ' limit'
local skipped = ARGV[2] .. ' skipped'

local former = redis.call('HGET', KEYS[3], incarnation)
if not is_current() or (former and is_below(ARGV[3], former)) then
  refuse('take')
  return false
end

if not former then
  redis.call('HSET', KEYS[3], incarnation, ARGV[3], reached, '0', limit, '0', skipped, '0')
elseif former ~= ARGV[3] then
  local from = redis.call('HGET', KEYS[3], reached)
  local to = redis.call('HGET', KEYS[3], limit)
  if is_below(from, to) then
    -- In two steps of the store's own arithmetic, which is exact.
    if from ~= '0' then redis.call('HINCRBY', KEYS[3], skipped, '-' .. from) end
    redis.call('HINCRBY', KEYS[3], skipped, to)
  end
  redis.call('HSET', KEYS[3], incarnation, ARGV[3], reached, to)
end
return redis.call('HMGET', KEYS[3], incarnation, limit, skipped)
