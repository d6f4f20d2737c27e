-- Takes the leader's lease over. KEYS: run, refused, leases, leader, register.
-- ARGV: run, worker, holder and counter of the observed lease, the highest generation the worker knows, nonce.
if not is_current() or redis.call('HEXISTS', KEYS[3], ARGV[2]) == 0 then
  refuse('acquire')
  return false
end

local register = redis.call('HMGET', KEYS[5], 'generation', 'nonce')
local leader = redis.call('HMGET', KEYS[4], 'holder', 'counter')
if register[2] == ARGV[6] and leader[1] == ARGV[2] then
  return register
end

if (leader[1] or '') ~= ARGV[3] or (leader[2] or '0') ~= ARGV[4] then
  refuse('acquire')
  return false
end

local highest = register[1] or '0'
if is_below(highest, ARGV[5]) then highest = ARGV[5] end
redis.call('HSET', KEYS[5], 'generation', highest, 'nonce', ARGV[6])
redis.call('HINCRBY', KEYS[5], 'generation', 1)
redis.call('HSET', KEYS[4], 'holder', ARGV[2])
redis.call('HINCRBY', KEYS[4], 'counter', 1)
return redis.call('HMGET', KEYS[5], 'generation', 'nonce')
