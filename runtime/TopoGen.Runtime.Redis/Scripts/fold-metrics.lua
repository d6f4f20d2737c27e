-- Puts the metrics of workers that are gone into one sum. KEYS: run, refused, register, leases, metrics.
-- ARGV: run, generation and nonce of the leader's token, the sum; then by turns a worker and its record, as they went into it.
local register = redis.call('HMGET', KEYS[3], 'generation', 'nonce')
if not is_current() or register[1] ~= ARGV[2] or register[2] ~= ARGV[3] then
  refuse('fold')
  return 0
end
for i = 5, #ARGV, 2 do
  if redis.call('HEXISTS', KEYS[4], ARGV[i]) == 1 or redis.call('HGET', KEYS[5], ARGV[i]) ~= ARGV[i + 1] then
    return 0
  end
end
for i = 5, #ARGV, 2 do redis.call('HDEL', KEYS[5], ARGV[i]) end
redis.call('HSET', KEYS[5], '', ARGV[4])
return 1
