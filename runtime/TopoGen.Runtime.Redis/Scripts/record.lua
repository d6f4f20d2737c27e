-- Sets one record of a hash. KEYS: run, refused, the hash. ARGV: run, what it is, the record's name, the record.
if not is_current() then
  refuse(ARGV[2])
  return 0
end
redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
return 1
