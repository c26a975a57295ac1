-- Arguments: file of requests, length of its lines, first line, path, name of the signature header,
-- and "again" or "once".
-- Each line is the signature (44), a space, the length of the body (7 digits), a space, the body, and padding.

local file, head, lines

function init(args)
  local length = tonumber(args[2])
  file = assert(io.open(args[1], "rb"))
  file:setvbuf("full", 1048576)
  lines = file:seek("end") / length
  local first = tonumber(args[3])
  file:seek("set", first * length)
  size = length
  left = lines - first
  again = args[6] == "again"
  head = "POST " .. args[4] .. " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" .. args[5] .. ": "
end

function request()
  if left == 0 and again then
    file:seek("set", 0)
    left = lines
  end
  if left == 0 then
    io.stderr:write("The file of requests is used up\n")
    os.exit(1)
  end
  left = left - 1
  local line = file:read(size)
  local length = tonumber(line:sub(46, 52))
  return head .. line:sub(1, 44) .. "\r\nContent-Length: " .. length .. "\r\n\r\n" .. line:sub(54, 53 + length)
end

function done(summary, latency)
  local e = summary.errors
  print(string.format("RESULT requests=%d micros=%d status=%d connect=%d read=%d write=%d timeout=%d p50=%d p99=%d max=%d",
    summary.requests, summary.duration, e.status, e.connect, e.read, e.write, e.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
