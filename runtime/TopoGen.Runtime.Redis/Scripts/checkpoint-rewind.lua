-- Moves the head back. ARGV: generation and nonce of the caller's token, where the head is, where it is to go, 1 where loss is accepted.
local head = redis.call('HMGET', KEYS[2], 'committed', 'applied')
if not head[1] or not is_valid() then
  return 0
end
if head[1] == ARGV[4] then
  return 1
end

local is_below_effects = head[2] and is_older(ARGV[4], head[2])
if head[1] ~= ARGV[3] or not is_committed(ARGV[4]) or not is_same_lineage(ARGV[3], ARGV[4]) or not is_older(ARGV[4], ARGV[3])
  or (is_below_effects and ARGV[5] ~= '1') then
  return 0
end
redis.call('HSET', KEYS[2], 'committed', ARGV[4])
if is_below_effects then redis.call('HSET', KEYS[2], 'applied', ARGV[4]) end
-- What lies above is given up: whoever sends its flip again must not be told that it is committed.
for _, epoch in ipairs(redis.call('HKEYS', KEYS[3])) do
  if is_same_lineage(epoch, ARGV[4]) and is_older(ARGV[4], epoch) then
    redis.call('HSET', KEYS[3], epoch, '0')
    redis.call('HDEL', KEYS[4], epoch)
  end
end
return 1
