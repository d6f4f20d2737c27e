-- Makes a plan the current one. KEYS: run, refused, register, plan, links, head.
-- ARGV: run, generation and nonce of the leader's token, generation and nonce of the plan's, the plan, whether it rewinds, and to which epoch.
local register = redis.call('HMGET', KEYS[3], 'generation', 'nonce')
if is_current() then
  if register[1] == ARGV[4] and register[2] == ARGV[5] then
    return 1
  end
  local is_behind = ARGV[7] == '1' and (redis.call('HGET', KEYS[6], 'committed') or '') ~= ARGV[8]
  if register[1] == ARGV[2] and register[2] == ARGV[3] and is_below(ARGV[2], ARGV[4]) and not is_behind then
    redis.call('HSET', KEYS[3], 'generation', ARGV[4], 'nonce', ARGV[5])
    redis.call('HSET', KEYS[4], 'generation', ARGV[4], 'nonce', ARGV[5], 'record', ARGV[6])
    redis.call('HINCRBY', KEYS[3], 'changes', 1)
    redis.call('DEL', KEYS[5])
    return 1
  end
end
refuse('publish')
return 0
