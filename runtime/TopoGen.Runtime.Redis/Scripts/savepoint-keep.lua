-- Gives a copy its name. KEYS: the savepoints. ARGV: the name, the copy's nonce, how many parts it must have.
for part = 0, tonumber(ARGV[3]) - 1 do
  if redis.call('HEXISTS', KEYS[1], string.format('%s/%s/%d', ARGV[1], ARGV[2], part)) == 0 then
    return 0
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
