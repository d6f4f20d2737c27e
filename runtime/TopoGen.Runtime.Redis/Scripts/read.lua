-- Reads everything at one moment. KEYS: what to read. ARGV: for each key 'hash', or 'newest', or 'unless GENERATION NONCE': a hash whose record is
-- left out where it has that token, for the caller knows it.
local answer = {}
for i, key in ipairs(KEYS) do
  if ARGV[i] == 'newest' then
    answer[i] = redis.call('ZREVRANGE', key, 0, -1)
  else
    local token = ARGV[i] ~= 'hash' and redis.call('HMGET', key, 'generation', 'nonce')
    if token and token[1] and ARGV[i] == 'unless ' .. token[1] .. ' ' .. token[2] then
      answer[i] = { 'generation', token[1], 'nonce', token[2] }
    else
      answer[i] = redis.call('HGETALL', key)
    end
  end
end
return answer
