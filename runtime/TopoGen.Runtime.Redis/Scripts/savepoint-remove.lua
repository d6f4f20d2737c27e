-- Takes a copy's name from it, where it has it. KEYS: the savepoints. ARGV: the name, the copy's nonce.
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
  redis.call('HDEL', KEYS[1], ARGV[1])
end
return 1
