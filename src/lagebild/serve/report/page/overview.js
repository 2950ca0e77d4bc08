/* Timeline and pairs, counted anew from the chosen events. */

/* In the order of the embedded data: the columns of the chart, then what lies outside it. */
const bars = [...document.querySelectorAll("#timeline .column")];
const columns = [...bars, ...document.querySelectorAll(".outside")];
const vagueColumn = columns.findIndex((column) => column.classList.contains("vague"));

function showTimeline() {
  if (!columns.length) return;
  const top = Number($("timeline").dataset.top);
  const sums = columns.map(() => [0, 0, 0, 0]);
  for (const i of chosen) sums[D.events[i].b][quadOf(D.events[i].t)] += 1;
  columns.forEach((column, at) => {
    let y = 100;
    column.querySelectorAll(".bar").forEach((bar, quad) => {
      const height = (100 * sums[at][quad]) / top;
      y -= height;
      bar.setAttribute("y", y);
      bar.setAttribute("height", height);
    });
    const on = at === vagueColumn ? Boolean(state.vague) : isChosen(column);
    column.classList.toggle("on", on);
    const total = sums[at].reduce((a, b) => a + b, 0);
    if (at < bars.length) column.querySelector("title").textContent = `${column.dataset.label}: ${count("event", total)}`;
    else column.querySelector("b").textContent = number.format(total);
  });
  document.querySelectorAll("#quads button").forEach((button) => button.setAttribute("aria-pressed", String(state.quad === button.dataset.quad)));
}

function isChosen(column) {
  const { from, to } = column.dataset;
  return Boolean(state.from || state.to) && from === (state.from || "") && to === (state.to || "");
}

function chooseColumn(column) {
  const { from = "", to = "" } = column.dataset;
  const off = column.classList.contains("on");
  const vague = column.classList.contains("vague");
  go({ from: off ? "" : from, to: off ? "" : to, vague: vague && !off ? "1" : "", event: "" });
}

columns.forEach((column) => column.addEventListener("click", () => chooseColumn(column)));
bars.forEach((bar, at) => {
  bar.addEventListener("keydown", (press) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: bars.length - 1 - at }[press.key];
    if (press.key === "Enter" || press.key === " ") chooseColumn(bar);
    else if (step === undefined || !bars[at + step]) return;
    else {
      bar.setAttribute("tabindex", "-1");
      bars[at + step].setAttribute("tabindex", "0");
      bars[at + step].focus();
    }
    press.preventDefault();
  });
});
document.querySelectorAll("#quads button").forEach((button) => button.addEventListener("click", () => toggle("quad", button.dataset.quad)));

/* Who with whom. */

/* Pairs are made by what happened or goes on, unless a status is chosen. */
const counts = (event) => Boolean(state.status) || D.real.includes(event.s);

/* Number and mean score of events by pair; the mean is weighted by sources. */
function tally(keyOf) {
  const found = new Map();
  for (const i of chosen) {
    const event = D.events[i];
    if (!counts(event)) continue;
    const seen = new Set(event.y.map(([from, to]) => keyOf(from, to)));
    for (const key of seen) {
      const entry = found.get(key) || { key, n: 0, weight: 0, sum: 0, quads: [0, 0, 0, 0] };
      entry.n += 1;
      entry.weight += event.w;
      entry.sum += event.w * scoreOf(event.t);
      entry.quads[quadOf(event.t)] += 1;
      found.set(key, entry);
    }
  }
  return found;
}

function showDyads() {
  const box = $("dyads");
  if (!box) return;
  const found = [...tally((a, b) => (a < b ? `${a}~${b}` : `${b}~${a}`)).values()].filter(({ key }) => new Set(key.split("~")).size > 1);
  found.sort((x, y) => y.n - x.n || (x.key < y.key ? -1 : 1));
  const most = found.length ? found[0].n : 1;
  const rows = found.slice(0, DYADS).map((entry) => {
    const [a, b] = entry.key.split("~");
    const mean = entry.sum / entry.weight;
    const stack = el("span", { class: "stack", "aria-hidden": "true" });
    stack.style.width = `${Math.max(3, (100 * entry.n) / most)}%`;
    entry.quads.forEach((n, quad) => {
      if (!n) return;
      const part = el("i", { class: `q${quad}` });
      part.style.flex = String(n);
      stack.append(part);
    });
    const parts = [el("span", {}, `${name(a)} – ${name(b)}`), el("span", { class: "n" }, number.format(entry.n)), el("span", { class: `score ${tone(mean)}` }, signed(mean)), stack];
    const label = `${name(a)} – ${name(b)}: ${count("event", entry.n)}, ${signed(mean)}`;
    return el("li", {}, el("button", { type: "button", "aria-label": label, "aria-pressed": String(state.pair === entry.key), click: () => choosePair(entry.key) }, parts));
  });
  box.replaceChildren(...(rows.length ? rows : [el("li", { class: "about" }, W.no_dyads)]));
}

function choosePair(key) {
  const on = state.pair === key;
  go({ pair: on ? "" : key, event: "" });
  if (!on) toEvents();
}

function showMatrix() {
  const box = $("matrix");
  if (!box) return;
  const found = tally((a, b) => `${a}>${b}`);
  const weight = new Map();
  for (const { key, n } of found.values()) for (const side of new Set(key.split(">"))) weight.set(side, (weight.get(side) || 0) + n);
  const busiest = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || (a < b ? -1 : 1)).slice(0, MATRIX);
  if (!busiest.length) return void box.replaceChildren();
  const short = (side) => side.split(":").pop();
  const head = el("tr", {}, el("td"), busiest.map((side) => el("th", { scope: "col", title: name(side) }, short(side))));
  const body = busiest.map((from) =>
    el("tr", {}, el("th", { scope: "row", title: name(from) }, short(from)), busiest.map((to) => cell(found.get(`${from}>${to}`), from, to))),
  );
  box.replaceChildren(el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, body)));
}

function cell(entry, from, to) {
  if (!entry) return el("td", { class: "none" });
  const mean = entry.sum / entry.weight;
  const label = `${name(from)} → ${name(to)}: ${count("event", entry.n)}, ${signed(mean)}`;
  const button = el("button", { type: "button", title: label, "aria-label": label, "aria-pressed": String(state.pair === entry.key), click: () => choosePair(entry.key) }, number.format(entry.n));
  const strength = Math.round(18 + 6 * Math.min(10, Math.abs(mean)));
  button.style.background = `color-mix(in srgb, var(--q${mean < 0 ? 3 : 1}) ${strength}%, var(--panel))`;
  if (strength > 48) button.style.color = "#fff";
  return el("td", {}, button);
}
