-- Ends the run. KEYS: run, refused, register, leases.
-- ARGV: run, generation and nonce of the leader's token or two empty texts, the worker or an empty text, phase, reason.
if is_current() then
  if redis.call('HGET', KEYS[1], 'phase') ~= 'Running' then
    return 1
  end
  local register = redis.call('HMGET', KEYS[3], 'generation', 'nonce')
  local is_valid = ARGV[2] == '' or (register[1] == ARGV[2] and register[2] == ARGV[3])
  if is_valid and (ARGV[4] == '' or redis.call('HEXISTS', KEYS[4], ARGV[4]) == 1) then
    redis.call('HSET', KEYS[1], 'phase', ARGV[5], 'reason', ARGV[6])
    redis.call('HINCRBY', KEYS[3], 'changes', 1)
    return 1
  end
end
refuse('finish')
return 0
