-- Lowers a reservation to where its task has come, if it is still the one that is given back: the call may come late. A reservation that came
-- late itself may look like the one before it; but the task had come further then.
-- KEYS: run, refused, positions. ARGV: run, task, incarnation, position, limit.
local reached = ARGV[2] .. ' reached'
local limit = ARGV[2] .. ' limit'

if not is_current() or redis.call('HGET', KEYS[3], ARGV[2] .. ' incarnation') ~= ARGV[3] then
  refuse('reserve')
  return 0
end
if redis.call('HGET', KEYS[3], limit) == ARGV[5] and is_below(ARGV[4], ARGV[5])
  and not is_below(ARGV[4], redis.call('HGET', KEYS[3], reached)) then
  redis.call('HSET', KEYS[3], reached, ARGV[4], limit, ARGV[4])
end
return 1
