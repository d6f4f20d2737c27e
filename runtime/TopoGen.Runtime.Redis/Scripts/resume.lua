-- Gives a run another owner. KEYS: run, refused. ARGV: run, the record it must have, the next one.
local current = redis.call('HMGET', KEYS[1], 'record', 'phase')
if is_current() and current[2] == 'Running' then
  if current[1] == ARGV[3] then
    return 1
  end
  if current[1] == ARGV[2] then
    redis.call('HSET', KEYS[1], 'record', ARGV[3])
    return 1
  end
end
refuse('resume')
return 0
