-- Replaces a worker's metrics. KEYS: run, refused, leases, metrics. ARGV: run, worker, the record.
local is_known = redis.call('HEXISTS', KEYS[3], ARGV[2]) == 1 or redis.call('HEXISTS', KEYS[4], ARGV[2]) == 1
-- Of a worker without a lease they may have been folded already, and would count twice.
if not is_current() or not is_known then
  refuse('metrics')
  return 0
end
redis.call('HSET', KEYS[4], ARGV[2], ARGV[3])
return 1
