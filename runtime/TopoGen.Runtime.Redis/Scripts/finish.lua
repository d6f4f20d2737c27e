-- Ends the run. KEYS: run, refused, register. ARGV: run, generation and nonce of the leader's token or two empty texts, phase, reason.
if is_current() then
  if redis.call('HGET', KEYS[1], 'phase') ~= 'Running' then
    return 1
  end
  local register = redis.call('HMGET', KEYS[3], 'generation', 'nonce')
  if ARGV[2] == '' or (register[1] == ARGV[2] and register[2] == ARGV[3]) then
    redis.call('HSET', KEYS[1], 'phase', ARGV[4], 'reason', ARGV[5])
    return 1
  end
end
refuse('finish')
return 0
