-- Removes head and manifests, and tells which epochs have blobs that are to be deleted. ARGV: generation and nonce of the caller's token.
if not is_valid() then
  return false
end
redis.call('DEL', KEYS[2], KEYS[4])
local epochs = redis.call('HKEYS', KEYS[3])
for _, epoch in ipairs(epochs) do redis.call('HSET', KEYS[3], epoch, '0') end
return epochs
