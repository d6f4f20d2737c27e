-- Reads reports. KEYS[5] the reports. ARGV: how many were read before, how many to read.
local all = redis.call('ZCARD', KEYS[5])
local from = tonumber(ARGV[1])
-- Fewer than were read: some are lost, and others may be among those that are there.
if from > all then from = 0 end
local reports = redis.call('ZRANGE', KEYS[5], from, from + ARGV[2] - 1)
local next = from + #reports
return { next, next < all and 1 or 0, reports }
