-- What is kept of one connection (a hash: subject, holder, state). Runs in Redis as one step.
-- KEYS: the connection's key
-- ARGV: keep, subject, holder, state, life in ms | claim, subject, holder | forget, subject, holder
local step, subject, holder = ARGV[1], ARGV[2], ARGV[3]
local had = redis.call('HMGET', KEYS[1], 'subject', 'holder', 'state')

if step == 'claim' then
  if had[1] ~= subject then return {} end
  redis.call('HSET', KEYS[1], 'holder', holder)
  return { had[2], had[3] }
end
if had[2] and had[2] ~= holder then return {} end
if step == 'forget' then
  redis.call('DEL', KEYS[1])
else
  redis.call('HSET', KEYS[1], 'subject', subject, 'holder', holder, 'state', ARGV[4])
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
end
return {}
