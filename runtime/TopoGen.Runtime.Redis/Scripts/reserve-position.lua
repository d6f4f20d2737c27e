-- Raises the limit of a reservation. KEYS: run, refused, positions. ARGV: run, task, incarnation, reached, limit.
local reached = ARGV[2] .. ' reached'
local limit = ARGV[2] .. ' limit'

if not is_current() or redis.call('HGET', KEYS[3], ARGV[2] .. ' incarnation') ~= ARGV[3] then
  refuse('reserve')
  return 0
end
if is_below(redis.call('HGET', KEYS[3], reached), ARGV[4]) then redis.call('HSET', KEYS[3], reached, ARGV[4]) end
if is_below(redis.call('HGET', KEYS[3], limit), ARGV[5]) then redis.call('HSET', KEYS[3], limit, ARGV[5]) end
return 1
