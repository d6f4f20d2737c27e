-- Notes that a worker has applied an epoch. A call that comes late must not take back what it has applied since. KEYS[5] who applied what. ARGV: the
-- epoch, the worker.
local last = redis.call('HGET', KEYS[5], ARGV[2])
if not last or not is_same_lineage(last, ARGV[1]) or is_older(last, ARGV[1]) then
  redis.call('HSET', KEYS[5], ARGV[2], ARGV[1])
end
return 1
