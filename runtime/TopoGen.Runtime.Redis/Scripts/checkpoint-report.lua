-- Adds what tasks add to an epoch, in the order of arrival. KEYS[5] the reports. ARGV: the report.
local newest = redis.call('ZREVRANGE', KEYS[5], 0, 0, 'WITHSCORES')
redis.call('ZADD', KEYS[5], 'NX', (tonumber(newest[2]) or 0) + 1, ARGV[1])
return 1
