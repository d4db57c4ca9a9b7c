import { MAX_FREE, MAX_MARKS, SHOWN_MS } from './slots.ts'

/**
 * The same steps as `slots.ts` and `circuit.ts`, run by Redis and by its clock, so that all workers see one order. Each
 * script has the workspace's index as its last key: the ids of its records by the time at which they say nothing any more.
 */
const COMMON = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function read(key)
  local text = redis.call('GET', key)
  return text and cjson.decode(text) or nil
end
local function write(key, index, id, record, expiresAt)
  local life = math.max(1, math.floor(expiresAt - now))
  redis.call('SET', key, cjson.encode(record), 'PX', life)
  redis.call('ZADD', index, now + life, id)
  redis.call('ZREMRANGEBYSCORE', index, '-inf', now)
  if redis.call('PTTL', index) < life then redis.call('PEXPIRE', index, life) end
end
`

/** KEYS: record, index. ARGV: id, name, limit, per. Returns the milliseconds to wait. */
export const TAKE_SLOT = `${COMMON}
local limit, per = tonumber(ARGV[3]), tonumber(ARGV[4])
local size = math.ceil(limit / ${MAX_MARKS})
local groups = math.floor(limit / size)
local record = read(KEYS[1])
local state = record and record.kind == 'rate-limit' and record.state or { marks = {}, fill = 0, last = 0, free = {} }
local free = {}
for _, at in ipairs(state.free) do if at >= now then table.insert(free, at) end end
while #state.marks > groups do table.remove(state.marks, 1) end
local slotAt
if #free > 0 then
  slotAt = table.remove(free, 1)
else
  local allowed = now
  if #state.marks == groups then allowed = state.marks[1] + per end
  slotAt = now
  if allowed > now or state.last > now then
    slotAt = math.max(allowed, state.last + math.floor(per / limit), now)
  end
  state.fill = state.fill + 1
  state.last = slotAt
  if state.fill >= size then
    state.fill = 0
    table.insert(state.marks, slotAt)
    if #state.marks > groups then table.remove(state.marks, 1) end
  end
end
state.free = free
write(KEYS[1], KEYS[2], ARGV[1],
  { kind = 'rate-limit', name = ARGV[2], limit = limit, per = per, state = state }, state.last + math.max(per, ${SHOWN_MS}))
return math.max(0, slotAt - now)
`

/** KEYS: record, index. ARGV: id, milliseconds from now. */
export const GIVE_BACK = `${COMMON}
local record = read(KEYS[1])
local slotAt = now + tonumber(ARGV[2])
if not record or record.kind ~= 'rate-limit' or #record.state.free >= ${MAX_FREE} or slotAt < now then return 0 end
table.insert(record.state.free, slotAt)
table.sort(record.state.free)
write(KEYS[1], KEYS[2], ARGV[1], record, record.state.last + math.max(record.per, ${SHOWN_MS}))
return 1
`

/** KEYS: record, index. ARGV: id, name, cooldown, probeMs, life. Returns { may it go on, its role or the wait }. */
export const ASK_CIRCUIT = `${COMMON}
local record = read(KEYS[1])
if not record or record.kind ~= 'circuit' then return { 1, 'plain' } end
local state = record.state
if state.openUntil == 0 then return { 1, state.failures > 0 and 'watch' or 'plain' } end
if state.openUntil > now then return { 0, tostring(state.openUntil - now) } end
if state.probeUntil > now then return { 0, tostring(math.min(state.probeUntil - now, tonumber(ARGV[3]))) } end
state.probeUntil = now + tonumber(ARGV[4])
write(KEYS[1], KEYS[2], ARGV[1], { kind = 'circuit', name = ARGV[2], state = state }, now + tonumber(ARGV[5]))
return { 1, 'probe' }
`

/** KEYS: record, index. ARGV: id, name, failures, cooldown, role, outcome, life. */
export const REPORT_CIRCUIT = `${COMMON}
local record = read(KEYS[1])
local state = record and record.kind == 'circuit' and record.state or { failures = 0, openUntil = 0, probeUntil = 0 }
local role, outcome = ARGV[5], ARGV[6]
local function close()
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
  return 1
end
if role == 'probe' then
  if outcome == 'ok' then return close() end
  state.probeUntil = 0
  if outcome == 'failed' then
    state.failures = state.failures + 1
    state.openUntil = now + tonumber(ARGV[4])
  end
else
  if state.openUntil ~= 0 or outcome == 'unknown' then return 0 end
  if outcome == 'ok' then return close() end
  state.failures = state.failures + 1
  if state.failures >= tonumber(ARGV[3]) then state.openUntil = now + tonumber(ARGV[4]) end
end
write(KEYS[1], KEYS[2], ARGV[1], { kind = 'circuit', name = ARGV[2], state = state }, now + tonumber(ARGV[7]))
return 1
`
