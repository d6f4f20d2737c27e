-- Adds a worker. KEYS: run, refused, workers, leases. ARGV: run, worker, its record, the lease it begins with.
if not is_current() or redis.call('HGET', KEYS[1], 'phase') ~= 'Running' then
  refuse('join')
  return 0
end
redis.call('HSETNX', KEYS[3], ARGV[2], ARGV[3])
redis.call('HSETNX', KEYS[4], ARGV[2], ARGV[4])
return 1
