/* Which events are shown. State lives in the address after "#", so that every view has a link. */

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  state = {};
  for (const key of KEYS) if (given.get(key)) state[key] = given.get(key);
}

function go(change, replace = false) {
  const next = { ...state, ...change };
  const params = new URLSearchParams();
  for (const key of KEYS) if (next[key]) params.set(key, next[key]);
  const hash = `#${params}`;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  readState();
  show();
}

const toggle = (key, value) => go({ [key]: state[key] === value ? "" : value });

/* Choosing. */

const haystacks = [];

function haystack(i) {
  if (haystacks[i] !== undefined) return haystacks[i];
  const event = D.events[i];
  const words = [event.id, event.p, code(event.t, event.m), ...event.a.map(name), ...event.r.map(name), ...event.a, ...event.r];
  for (const at of event.c) {
    const claim = D.claims[at];
    const dispatch = D.dispatches[claim.d];
    words.push(dispatch.title, dispatch.source, dispatch.id, passage(claim));
    for (const party of [...claim.a, ...claim.r, claim.by]) if (party) words.push(party[0]);
    for (const [, from, to] of claim.k) words.push(dispatch.text.slice(from, to).join(""));
  }
  haystacks[i] = words.join(" ").toLocaleLowerCase(D.language);
  return haystacks[i];
}

function fits(i) {
  const event = D.events[i];
  if (state.type && event.t !== state.type) return false;
  if (state.quad && String(quadOf(event.t)) !== state.quad) return false;
  if (state.status && event.s !== state.status) return false;
  if (state.actor && !event.a.includes(state.actor) && !event.r.includes(state.actor)) return false;
  if ((state.from || state.to) && !event.e) return false;
  if (state.from && event.l < state.from) return false;
  if (state.to && event.e > state.to) return false;
  if (state.disputed && !event.dis) return false;
  if (state.vague && event.b !== vagueColumn) return false;
  if (state.pair && !inPair(event)) return false;
  if (!state.q) return true;
  const words = state.q.toLocaleLowerCase(D.language).split(/\s+/).filter(Boolean);
  return words.every((word) => haystack(i).includes(word));
}

/* "A>B" is directed, "A~B" is either way. A pair has the events that its number counts. */
function inPair(event) {
  if (!counts(event)) return false;
  const [a, b] = state.pair.split(/[>~]/);
  const either = state.pair.includes("~");
  return event.y.some(([from, to]) => (from === a && to === b) || (either && from === b && to === a));
}

function order(indices) {
  const E = D.events;
  const newer = (i, j) => (E[i].at < E[j].at ? 1 : E[i].at > E[j].at ? -1 : i - j);
  const ways = {
    old: (i, j) => newer(j, i),
    sources: (i, j) => E[j].n - E[i].n || newer(i, j),
    score: (i, j) => scoreOf(E[i].t) - scoreOf(E[j].t) || newer(i, j),
  };
  return indices.sort(ways[state.sort] || newer);
}
