-- The registry of gateways: a hash, name -> "instance beat-ms address". Runs in Redis as one step, by its clock.
-- KEYS: the hash. ARGV: beat | leave, name, instance, address, life in ms
-- Answers "ok", or "taken" and since when, then names and entries in turn.
local step, name, instance, address, life = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local answer = { 'ok' }

local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local whose, beat = string.match(all[i + 1], '^(%S+) (%d+) ')
  local dead = not beat or now - tonumber(beat) > life
  if dead or (all[i] == name and whose == instance) then
    redis.call('HDEL', KEYS[1], all[i])
  else
    if all[i] == name then answer[1] = 'taken ' .. beat end
    table.insert(answer, all[i])
    table.insert(answer, all[i + 1])
  end
end

if step == 'beat' and answer[1] == 'ok' then
  local entry = instance .. ' ' .. string.format('%d', now) .. ' ' .. address
  redis.call('HSET', KEYS[1], name, entry)
  table.insert(answer, name)
  table.insert(answer, entry)
end
return answer
