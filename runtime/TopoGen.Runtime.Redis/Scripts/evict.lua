-- Removes a worker. KEYS: run, refused, workers, leases, leader. ARGV: run, worker, the counter its lease must have or an empty text.
local lease = redis.call('HGET', KEYS[4], ARGV[2])
if not lease then
  return 1
end
if not is_current() or (ARGV[3] ~= '' and string.match(lease, '^%d+') ~= ARGV[3]) then
  refuse('evict')
  return 0
end
redis.call('HDEL', KEYS[3], ARGV[2])
redis.call('HDEL', KEYS[4], ARGV[2])
if redis.call('HGET', KEYS[5], 'holder') == ARGV[2] then
  redis.call('HSET', KEYS[5], 'holder', '')
end
return 1
