-- Tells workers of an epoch that has begun. KEYS, behind those of all: news, reports. ARGV: generation and nonce of the leader's token, the epoch.
if not is_valid() then
  return 0
end
if redis.call('HGET', KEYS[5], 'attempt') ~= ARGV[3] then
  redis.call('DEL', KEYS[6])
  redis.call('HSET', KEYS[5], 'attempt', ARGV[3])
end
return 1
