-- Tells workers of an epoch that has begun. A call that comes late must not take the place, and the reports, of the epoch after it. KEYS, behind those of all: news, reports. ARGV: generation and nonce of the leader's token, the epoch.
if not is_valid() then
  return 0
end
local last = redis.call('HGET', KEYS[5], 'attempt')
if not last or not is_same_lineage(last, ARGV[3]) or is_older(last, ARGV[3]) then
  redis.call('DEL', KEYS[6])
  redis.call('HSET', KEYS[5], 'attempt', ARGV[3])
end
return 1
