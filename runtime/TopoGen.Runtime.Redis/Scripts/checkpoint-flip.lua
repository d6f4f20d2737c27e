-- Commits an epoch. ARGV: generation and nonce of the leader's token, the epoch, the one it follows or an empty text, its manifest, the server that was asked for its blobs, whether all were there.
if is_committed(ARGV[3]) then
  return 'Committed'
end
if not is_valid() then
  return 'Stale'
end

local head = redis.call('HGET', KEYS[2], 'committed')
local continues = head and is_same_lineage(head, ARGV[3])
if ARGV[4] ~= (continues and head or '') then
  return 'OutOfOrder'
end
if server_id() ~= ARGV[6] then
  return 'Moved'
end
if ARGV[7] ~= '1' then
  return 'Incomplete'
end
if not continues then redis.call('HDEL', KEYS[2], 'applied') end
redis.call('HSET', KEYS[2], 'committed', ARGV[3])
redis.call('HSET', KEYS[3], ARGV[3], '1')
redis.call('HSET', KEYS[4], ARGV[3], ARGV[5])
return 'Committed'
