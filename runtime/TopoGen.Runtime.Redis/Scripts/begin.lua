-- Begins a run. KEYS: all but the register, those of epochs last: news, reports, applied, head, manifests, epochs.
-- ARGV: run, its record, the run it may replace, version and record of the desired state, whether epochs are forgotten.
local current = redis.call('HMGET', KEYS[1], 'id', 'phase')
local goes_on = current[1] and current[2] == 'Running' and current[1] ~= ARGV[3]
-- A run that is over never begins again: the same call may arrive a second time, late.
if current[1] ~= ARGV[1] and not goes_on then
  redis.call('DEL', unpack(KEYS, 1, #KEYS - 3))
  if ARGV[6] == '1' or current[2] == 'Completed' then
    redis.call('DEL', KEYS[#KEYS - 2], KEYS[#KEYS - 1])
    -- As attempts that came to nothing, they are swept with their blobs.
    for _, epoch in ipairs(redis.call('HKEYS', KEYS[#KEYS])) do redis.call('HSET', KEYS[#KEYS], epoch, '0') end
  end
  redis.call('HSET', KEYS[1], 'id', ARGV[1], 'record', ARGV[2], 'phase', 'Running')
  redis.call('HSET', KEYS[7], 'version', ARGV[4], 'record', ARGV[5])
end
return redis.call('HMGET', KEYS[1], 'record', 'phase', 'reason')
