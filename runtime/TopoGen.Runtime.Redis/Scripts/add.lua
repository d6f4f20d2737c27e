-- Adds to the newest of something. KEYS: run, refused, the set. ARGV: run, what it is, the record, how many to keep.
if not is_current() then
  refuse(ARGV[2])
  return 0
end
-- A set, so that a report that arrives twice stays one; scored by arrival.
local newest = redis.call('ZREVRANGE', KEYS[3], 0, 0, 'WITHSCORES')
redis.call('ZADD', KEYS[3], 'NX', (tonumber(newest[2]) or 0) + 1, ARGV[3])
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - ARGV[4])
return 1
