-- Stands before every script of checkpoints.
-- KEYS[1] the register, KEYS[2] the head, KEYS[3] the epochs (1 where committed, else 0), KEYS[4] the manifests.

-- Whether ARGV[1] and ARGV[2] are generation and nonce of the register.
local function is_valid()
  local register = redis.call('HMGET', KEYS[1], 'generation', 'nonce')
  return register[1] == ARGV[1] and register[2] == ARGV[2]
end

-- Compares whole numbers of 64 bits as decimal digits: Lua's numbers hold only 53 bits.
local function is_below(a, b)
  return #a < #b or (#a == #b and a < b)
end

-- Epochs are lineage.generation.nonce.number.
local function is_same_lineage(a, b)
  return string.match(a, '^%x+') == string.match(b, '^%x+')
end

-- By generation, then by number.
local function is_older(a, b)
  local generation_a, number_a = string.match(a, '^%x+%.(%d+)%.%x+%.(%d+)$')
  local generation_b, number_b = string.match(b, '^%x+%.(%d+)%.%x+%.(%d+)$')
  if generation_a ~= generation_b then return is_below(generation_a, generation_b) end
  return is_below(number_a, number_b)
end

local function is_committed(epoch)
  return redis.call('HGET', KEYS[3], epoch) == '1'
end

-- Which process this server is: another one after a restart, and where a replica has taken its place. Empty where the server does not tell scripts.
local function server_id()
  local is_told, info = pcall(redis.call, 'INFO', 'server')
  return is_told and string.match(info, 'run_id:(%x+)') or ''
end
