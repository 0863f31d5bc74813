-- The seats of one room. Runs in Redis as one step.
-- KEYS: seats (sorted set "gateway who" by its end), counts (hash who -> seats), named (sorted set users by arrival)
-- ARGV: sit | beat | rise, gateway, life in ms (of rise: until the seat is given up), channel, most names, who...
local step, gateway, life, channel, most = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local joined, left, changed = {}, {}, false

for i = 6, #ARGV do
  local who = ARGV[i]
  local seat = gateway .. ' ' .. who
  if step == 'rise' then
    if redis.call('ZSCORE', KEYS[1], seat) then redis.call('ZADD', KEYS[1], now + life, seat) end
  elseif redis.call('ZADD', KEYS[1], now + life, seat) == 1 and redis.call('HINCRBY', KEYS[2], who, 1) == 1 then
    changed = true
    if string.sub(who, 1, 1) ~= '~' then
      redis.call('ZADD', KEYS[3], now, who)
      if step == 'sit' then table.insert(joined, who) end
    end
  end
end

-- After the seats were taken: who sits down again in the moment in which their old seat ends stays.
for _, seat in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 500)) do
  redis.call('ZREM', KEYS[1], seat)
  local who = string.match(seat, ' (.+)$')
  if redis.call('HINCRBY', KEYS[2], who, -1) <= 0 then
    changed = true
    redis.call('HDEL', KEYS[2], who)
    if redis.call('ZREM', KEYS[3], who) == 1 then table.insert(left, who) end
  end
end

local named = redis.call('ZRANGE', KEYS[3], 0, most - 1)
local lists = { table.concat(joined, ' '), table.concat(left, ' '), table.concat(named, ' ') }
local change = gateway .. '|' .. redis.call('HLEN', KEYS[2]) .. '|' .. table.concat(lists, '|')
if changed then redis.call('PUBLISH', channel, change) end
if step ~= 'rise' then
  -- A room that no gateway looks at any more is forgotten.
  for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], 3 * life) end
end
return change
