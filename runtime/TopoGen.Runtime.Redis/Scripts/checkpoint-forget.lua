-- Forgets an epoch that is not the head. KEYS[5] the names of its blobs. ARGV: generation and nonce of the caller's token, the epoch.
if not is_valid() or redis.call('HGET', KEYS[2], 'committed') == ARGV[3] then
  return 0
end
redis.call('HDEL', KEYS[4], ARGV[3])
if redis.call('HLEN', KEYS[5]) == 0 then
  redis.call('HDEL', KEYS[3], ARGV[3])
else
  -- What is left of it stays findable.
  redis.call('HSET', KEYS[3], ARGV[3], '0')
end
return 1
