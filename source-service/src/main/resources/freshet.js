/* Freshet: freshet("clicks", {page: location.pathname}). Docs: docs/events.md */
(function (w, d) {
  var s = d.currentScript, o = s.dataset, queues = {}, timer = 0, wait = 0;
  var base = new URL(o.source + "/", s.src).href;
  function id() {
    return w.crypto && crypto.randomUUID ? crypto.randomUUID()
      : Date.now().toString(36) + Math.random().toString(36).slice(2);
  }
  function later(ms) { timer = timer || setTimeout(flush, ms); }
  function back(stream, events) {
    queues[stream] = events.concat(queues[stream] || []).slice(-500);
    wait = Math.min(wait ? wait * 2 : 2000, 60000);
    later(wait);
  }
  function post(stream, events, leaving) {
    var url = base + stream + "?key=" + encodeURIComponent(o.key), body = JSON.stringify(events);
    if (leaving && navigator.sendBeacon && navigator.sendBeacon(url, body)) return;
    // text/plain: the browser asks no preflight
    fetch(url, {method: "POST", body: body, keepalive: body.length < 50000, credentials: "omit",
      headers: {"Content-Type": "text/plain"}})
      .then(function (r) {
        if (r.status == 429 || r.status >= 500) back(stream, events); else wait = 0;
      }, function () { back(stream, events); });
  }
  function flush(leaving) {
    clearTimeout(timer); timer = 0;
    Object.keys(queues).forEach(function (stream) {
      for (var q = queues[stream]; q.length;) post(stream, q.splice(0, 50), leaving === true);
    });
  }
  w.freshet = function (stream, event) {
    var e = Object.assign({}, event);
    e[o.id || "event_id"] = e[o.id || "event_id"] || id();
    e[o.time || "occurred_at"] = e[o.time || "occurred_at"] || new Date().toISOString();
    (queues[stream] = queues[stream] || []).push(e);
    if (queues[stream].length < 50) later(1000); else if (!wait) flush();
  };
  d.addEventListener("visibilitychange", function () { if (d.visibilityState == "hidden") flush(true); });
  w.addEventListener("pagehide", function () { flush(true); });
})(window, document);
