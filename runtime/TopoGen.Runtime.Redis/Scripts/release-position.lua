-- Lowers a reservation to where its task has come. KEYS: run, refused, positions. ARGV: run, task, incarnation, position.
local limit = ARGV[2] .. ' limit'

if not is_current() or redis.call('HGET', KEYS[3], ARGV[2] .. ' incarnation') ~= ARGV[3] then
  refuse('reserve')
  return 0
end
if is_below(ARGV[4], redis.call('HGET', KEYS[3], limit)) then
  redis.call('HSET', KEYS[3], ARGV[2] .. ' reached', ARGV[4], limit, ARGV[4])
end
return 1
