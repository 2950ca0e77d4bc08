/* Filters, export, and the order in which everything is shown. */

function fill(select, entries) {
  for (const [value, text] of entries) select.append(el("option", { value }, text));
}

function setUpFilters() {
  const seen = { actor: new Map(), type: new Map(), status: new Map() };
  const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  for (const event of D.events) {
    for (const side of new Set([...event.a, ...event.r])) add(seen.actor, side);
    add(seen.type, event.t);
    add(seen.status, event.s);
  }
  const collate = new Intl.Collator(D.language).compare;
  const listed = (map, text) => [...map].map(([key, n]) => [key, `${text(key)} (${number.format(n)})`]);
  fill($("f-actor"), listed(seen.actor, name).sort((a, b) => collate(a[1], b[1])));
  D.quads.forEach((quad, q) => {
    const inside = new Map([...seen.type].filter(([type]) => quadOf(type) === q));
    if (!inside.size) return;
    const group = el("optgroup", { label: quad });
    fill(group, listed(inside, typeName));
    $("f-type").append(group);
  });
  fill($("f-status"), listed(seen.status, (status) => D.statuses[status] || status));
  for (const key of ["actor", "type", "status", "from", "to", "sort"]) {
    $(`f-${key}`).addEventListener("change", (change) => go({ [key]: change.target.value, event: "" }));
  }
  let timer = 0;
  $("f-q").addEventListener("input", (input) => {
    clearTimeout(timer);
    timer = setTimeout(() => go({ q: input.target.value.trim(), event: "" }, true), 160);
  });
}

function showFilters() {
  for (const key of ["q", "actor", "type", "status", "from", "to", "sort"]) {
    const field = $(`f-${key}`);
    if (field !== document.activeElement || key !== "q") field.value = state[key] || "";
  }
  const chips = [];
  const chip = (text, change) => chips.push(el("li", {}, el("button", { type: "button", "aria-label": `${W.remove}: ${text}`, click: () => go({ ...change, event: "" }) }, text)));
  if (state.q) chip(quoteMarks.join(state.q), { q: "" });
  if (state.actor) chip(name(state.actor), { actor: "" });
  if (state.pair) chip(state.pair.split(/[>~]/).map(name).join(state.pair.includes(">") ? " → " : " – "), { pair: "" });
  if (state.quad) chip(D.quads[Number(state.quad)] || state.quad, { quad: "" });
  if (state.type) chip(typeName(state.type), { type: "" });
  if (state.status) chip(D.statuses[state.status] || state.status, { status: "" });
  if (state.from || state.to) chip(`${state.from || "…"} – ${state.to || "…"}`, { from: "", to: "" });
  if (state.vague) chip(W.timeline_vague_long, { vague: "" });
  if (state.disputed) chip(W.contradicted, { disputed: "" });
  if (chips.length > 1) chips.push(el("li", {}, el("button", { type: "button", class: "clear", click: () => go(Object.fromEntries(KEYS.map((key) => [key, key === "sort" ? state.sort : ""]))) }, W.reset)));
  $("chips").replaceChildren(...chips);
}

function toEvents() {
  $("events").scrollIntoView();
  $("events").focus({ preventScroll: true });
}

/* Selection as CSV, with the ids to cite. */

function exportRows() {
  const head = ["event", "type", "mode", "status", "actors", "recipients", "earliest", "latest", "place", "dispatches", "ids"];
  const rows = chosen.map((i) => {
    const event = D.events[i];
    const ids = [...new Set(event.c.map((at) => D.dispatches[D.claims[at].d].id))];
    return [event.id, event.t, event.m || "", event.s, event.a.join(";"), event.r.join(";"), event.e, event.l, event.p, event.n, ids.join(";")];
  });
  /* A leading = + - @ would be run as a formula by a spreadsheet. */
  const safe = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  const text = [head, ...rows].map((cells) => cells.map(safe).join(",")).join("\r\n");
  const url = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
  el("a", { href: url, download: "lagebild.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/* Everything. */

function show() {
  const indices = [];
  for (let i = 0; i < D.events.length; i += 1) if (fits(i)) indices.push(i);
  chosen = order(indices);
  $("shown").textContent = W.shown.replace("{n}", number.format(chosen.length)).replace("{all}", number.format(D.events.length));
  showTimeline();
  showDyads();
  showMatrix();
  showFilters();
  drawn = 0;
  $("list").replaceChildren();
  if (!chosen.length) $("list").append(el("li", { class: "empty" }, W.none));
  drawMore();
}

function showLinked() {
  if (!state.event) return;
  const wanted = D.events.findIndex((event) => event.id === state.event || event.old.includes(state.event));
  if (wanted < 0) return;
  state.event = D.events[wanted].id;
  while (drawn < chosen.length && chosen.indexOf(wanted) >= drawn) drawMore();
  let item = $(`e-${state.event}`);
  if (item && !item.classList.contains("open")) {
    const fresh = row(wanted);
    item.replaceWith(fresh);
    item = fresh;
  }
  if (item) item.scrollIntoView();
}

setUpFilters();
$("more").addEventListener("click", drawMore);
$("export").addEventListener("click", exportRows);
$("skip").addEventListener("click", (click) => {
  click.preventDefault();
  toEvents();
});
if ("IntersectionObserver" in window) {
  new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting) && !$("more").hidden) drawMore();
  }, { rootMargin: "600px" }).observe($("more"));
}
window.addEventListener("popstate", () => {
  readState();
  show();
  showLinked();
});
/* A link on the page itself leads to the list it describes. */
document.querySelectorAll(".panel .tools a").forEach((link) => link.addEventListener("click", () => setTimeout(toEvents)));
const wide = window.matchMedia("(min-width: 56.01rem)");
const unfold = () => { $("more-filters").open = wide.matches; };
wide.addEventListener("change", unfold);
unfold();
readState();
show();
showLinked();
