-- Keeps a lease, and the leader's with it. KEYS: run, refused, leases, leader, register, plan.
-- ARGV: run, worker, counter, the counter before, the new lease, generation and nonce of the leader's token or two empty texts.
local is_known = is_current()
local lease = is_known and redis.call('HGET', KEYS[3], ARGV[2])
local counter = lease and string.match(lease, '^%d+')
local is_first = counter == ARGV[4]
local is_held = is_first or counter == ARGV[3]
local register = redis.call('HMGET', KEYS[5], 'generation', 'nonce')
local is_leader = false

if not is_held then
  refuse('renew')
else
  if is_first then redis.call('HSET', KEYS[3], ARGV[2], ARGV[5]) end
  if ARGV[6] ~= '' then
    is_leader = register[1] == ARGV[6] and register[2] == ARGV[7] and redis.call('HGET', KEYS[4], 'holder') == ARGV[2]
    if not is_leader then
      refuse('lead')
    elseif is_first then
      redis.call('HINCRBY', KEYS[4], 'counter', 1)
    end
  end
end

local leader = redis.call('HMGET', KEYS[4], 'holder', 'counter')
local holder = is_known and leader[1] and redis.call('HGET', KEYS[3], leader[1])
local plan = redis.call('HMGET', KEYS[6], 'generation', 'nonce')
local run = is_known and redis.call('HMGET', KEYS[1], 'phase', 'reason') or { 'Running', false }
return {
  is_held and 1 or 0, is_leader and 1 or 0, leader[1], leader[2],
  register[1], register[2], plan[1], plan[2], run[1], run[2],
  holder and string.match(holder, '^%d+') or false }
