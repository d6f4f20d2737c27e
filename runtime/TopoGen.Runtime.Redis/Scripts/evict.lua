-- Removes a worker. KEYS: run, refused, workers, leases, leader, register.
-- ARGV: run, worker, the counter its lease must have or an empty text, generation and nonce of the leader's token or two empty texts.
local lease = redis.call('HGET', KEYS[4], ARGV[2])
if not lease then
  return 1
end
local register = redis.call('HMGET', KEYS[6], 'generation', 'nonce')
local is_valid = ARGV[4] == '' or (register[1] == ARGV[4] and register[2] == ARGV[5])
if not is_current() or not is_valid or (ARGV[3] ~= '' and string.match(lease, '^%d+') ~= ARGV[3]) then
  refuse('evict')
  return 0
end
redis.call('HDEL', KEYS[3], ARGV[2])
redis.call('HDEL', KEYS[4], ARGV[2])
redis.call('HINCRBY', KEYS[6], 'changes', 1)
if redis.call('HGET', KEYS[5], 'holder') == ARGV[2] then
  redis.call('HSET', KEYS[5], 'holder', '')
end
return 1
