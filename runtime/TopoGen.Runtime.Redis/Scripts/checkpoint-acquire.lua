-- Takes the register. ARGV: the highest generation the caller knows, nonce.
local register = redis.call('HMGET', KEYS[1], 'generation', 'nonce')
if register[1] and register[2] == ARGV[2] then
  return register
end

local highest = register[1] or '0'
if is_below(highest, ARGV[1]) then highest = ARGV[1] end
redis.call('HSET', KEYS[1], 'generation', highest, 'nonce', ARGV[2])
redis.call('HINCRBY', KEYS[1], 'generation', 1)
return redis.call('HMGET', KEYS[1], 'generation', 'nonce')
