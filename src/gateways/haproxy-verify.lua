-- Asks Portcullis about the session of each request, for haproxy.cfg beside this file. Nothing to change here.
--
--   lua-load-per-thread /etc/haproxy/haproxy-verify.lua
--   http-request lua.verify ADDRESS          where the listener "portcullis" of haproxy.cfg is; permissions that are needed: in txn.permissions, separated by spaces
--
-- Sets txn.verified if, and only if, the session is live; otherwise txn.refused to the status and txn.problem to the body that Portcullis answered, if it did.
-- haproxy.cfg refuses whatever is not verified: so a fault of any kind, in here too, lets nobody in and logs nobody out.

local COOKIE = "__Host-session"
local TIMEOUT = 5000 -- ms
local HEADERS = { "authorization", "x-session-handle", "x-session-account", "x-session-user", "x-session-permissions" }

-- All values of a header, as HAProxy counts them: from 0.
local function values(headers, name)
    local found = {}
    for i = 0, #(headers[name] or {}) + 1 do
        if headers[name] and headers[name][i] then found[#found + 1] = headers[name][i] end
    end
    return found
end

-- Takes the session's cookie out of the request, and returns it. The services see the other cookies alone.
local function take_cookie(txn, headers)
    local session, others = nil, {}
    for _, line in ipairs(values(headers, "cookie")) do
        for pair in line:gmatch("[^;]+") do
            pair = pair:match("^%s*(.-)%s*$")
            local name, value = pair:match("^([^=]-)%s*=%s*(.*)$")
            if name ~= COOKIE then
                if pair ~= "" then others[#others + 1] = pair end
            elseif #value == 66 and value:match("^[%w_-]+%.[%w_-]+$") then
                session = session or value
            end
        end
    end
    txn.http:req_del_header("cookie")
    if #others > 0 then txn.http:req_add_header("cookie", table.concat(others, "; ")) end
    return session
end

local function encoded(text)
    return (text:gsub("[^%w._~-]", function(c) return string.format("%%%02X", c:byte()) end))
end

local function query(permissions)
    local asked = {}
    for permission in (permissions or ""):gmatch("%S+") do asked[#asked + 1] = "permission=" .. encoded(permission) end
    return #asked > 0 and "?" .. table.concat(asked, "&") or ""
end

local function verify(txn, portcullis)
    local headers = txn.http:req_get_headers()
    local cookie = take_cookie(txn, headers)
    local bearer = values(headers, "authorization")[1]
    local id = values(headers, "x-request-id")[1]
    for _, name in ipairs(HEADERS) do txn.http:req_del_header(name) end

    local asking = {}
    if cookie then asking["cookie"] = { COOKIE .. "=" .. cookie } end
    if bearer then asking["authorization"] = { bearer } end
    if id then asking["x-request-id"] = { id } end -- the one that haproxy.cfg has set, so that both logs name it alike
    local answer = core.httpclient():get({
        url = "http://portcullis/v1/verify" .. query(txn:get_var("txn.permissions")),
        dst = portcullis,
        headers = asking,
        timeout = TIMEOUT,
    })
    if not answer then return end
    if answer.status ~= 200 then
        txn:set_var("txn.refused", answer.status)
        txn:set_var("txn.problem", answer.body or "")
        return
    end
    local handle = values(answer.headers, "x-session-handle")[1] or ""
    if #handle ~= 36 or not handle:match("^[0-9a-f-]+$") then return end -- somebody who answers 200, but not Portcullis
    for _, name in ipairs(HEADERS) do
        local value = values(answer.headers, name)[1]
        if value then txn.http:req_add_header(name, value) end
    end
    txn:set_var("txn.verified", true)
end

core.register_action("verify", { "http-req" }, verify, 1)
