-- Replaces the desired state. KEYS: run, refused, desired, register. ARGV: run, version, the version before, the record.
if is_current() then
  local desired = redis.call('HMGET', KEYS[3], 'version', 'record')
  if desired[1] == ARGV[2] and desired[2] == ARGV[4] then
    return 1
  end
  if (desired[1] or '0') == ARGV[3] then
    redis.call('HSET', KEYS[3], 'version', ARGV[2], 'record', ARGV[4])
    redis.call('HINCRBY', KEYS[4], 'changes', 1)
    return 1
  end
end
refuse('desired')
return 0
