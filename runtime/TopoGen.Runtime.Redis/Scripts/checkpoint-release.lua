-- Notes that an epoch's effects are about to be released. ARGV: the epoch.
local head = redis.call('HMGET', KEYS[2], 'committed', 'applied')
if not head[1] or not is_committed(ARGV[1]) or not is_same_lineage(head[1], ARGV[1]) or is_older(head[1], ARGV[1]) then
  return 0
end
if not head[2] or is_older(head[2], ARGV[1]) then redis.call('HSET', KEYS[2], 'applied', ARGV[1]) end
return 1
