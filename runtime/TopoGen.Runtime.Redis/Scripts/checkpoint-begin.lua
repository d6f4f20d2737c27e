-- Records an attempt. ARGV: generation and nonce of the leader's token, the epoch.
if not is_valid() then
  return 0
end
redis.call('HSETNX', KEYS[3], ARGV[3], '0')
return 1
