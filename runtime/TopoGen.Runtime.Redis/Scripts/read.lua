-- Reads everything at one moment. KEYS: what to read. ARGV: for each key, 'hash' or 'newest'.
local answer = {}
for i, key in ipairs(KEYS) do
  if ARGV[i] == 'newest' then
    answer[i] = redis.call('ZREVRANGE', key, 0, -1)
  else
    answer[i] = redis.call('HGETALL', key)
  end
end
return answer
