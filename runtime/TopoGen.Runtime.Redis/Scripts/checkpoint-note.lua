-- Notes what is about to be written under an epoch, whoever writes it. KEYS[5] the names of its blobs. ARGV: the epoch, then the names.
redis.call('HSETNX', KEYS[3], ARGV[1], '0')
for i = 2, #ARGV do redis.call('HSET', KEYS[5], ARGV[i], '') end
return 1
