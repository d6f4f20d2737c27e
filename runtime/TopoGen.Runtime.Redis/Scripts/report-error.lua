-- Adds to the errors. KEYS: run, refused, errors. ARGV: run, the record, how many to keep.
if not is_current() then
  refuse('error')
  return 0
end
-- A set, so that a report that arrives twice stays one; scored by arrival.
local newest = redis.call('ZREVRANGE', KEYS[3], 0, 0, 'WITHSCORES')
redis.call('ZADD', KEYS[3], 'NX', (tonumber(newest[2]) or 0) + 1, ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - ARGV[3])
return 1
