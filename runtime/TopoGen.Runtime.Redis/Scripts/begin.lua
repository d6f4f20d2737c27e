-- Begins a run. KEYS: all but the register. ARGV: run, its record, the run it may replace, version and record of the desired state.
local current = redis.call('HMGET', KEYS[1], 'id', 'phase')
local goes_on = current[1] and current[2] == 'Running' and current[1] ~= ARGV[3]
-- A run that is over never begins again: the same call may arrive a second time, late.
if current[1] ~= ARGV[1] and not goes_on then
  redis.call('DEL', unpack(KEYS))
  redis.call('HSET', KEYS[1], 'id', ARGV[1], 'record', ARGV[2], 'phase', 'Running')
  redis.call('HSET', KEYS[7], 'version', ARGV[4], 'record', ARGV[5])
end
return redis.call('HMGET', KEYS[1], 'record', 'phase', 'reason')
