/* The list: one row an event, drawn piece by piece. */

function passage(claim) {
  const [from, to] = sentenceOf(claim);
  return D.dispatches[claim.d].text.slice(from, to).join("");
}

/* Pieces of the sentences that hold the trigger. */
function sentenceOf(claim) {
  const { sentences, text } = D.dispatches[claim.d];
  const [, from, to] = claim.k[0];
  let first = 0;
  let last = text.length;
  for (const start of sentences) {
    if (start <= from) first = start;
    if (start >= to) {
      last = start;
      break;
    }
  }
  return [first, last];
}

function snippet(claim) {
  const text = D.dispatches[claim.d].text;
  const [first, last] = sentenceOf(claim);
  const [, from, to] = claim.k[0];
  const join = (a, b) => text.slice(a, b).join("").replace(/\s+/g, " ");
  let before = join(first, from).trimStart();
  let after = join(to, last).trimEnd();
  if (before.length > 110) before = `… ${before.slice(before.indexOf(" ", before.length - 100) + 1)}`;
  if (after.length > 110) after = `${after.slice(0, after.lastIndexOf(" ", 105))} …`;
  return el("span", { class: "snippet", lang: D.dispatches[claim.d].lang }, before, el("b", {}, join(from, to)), after);
}

function parties(event) {
  if (!event.r.length) return el("span", { class: "who" }, sides(event.a) || W.unknown);
  if (event.a.length && event.a.join() === event.r.join()) {
    return el("span", { class: "who" }, sides(event.a), el("small", {}, ` ${event.a.length > 1 ? W.mutual : W.domestic}`));
  }
  return el("span", { class: "who" }, sides(event.a) || W.unknown, el("span", { class: "arrow" }, " → "), sides(event.r));
}

function row(i) {
  const event = D.events[i];
  const what = el("span", { class: "what" }, ` · ${code(event.t, event.m)}${event.p ? ` · ${event.p}` : ""}`);
  const side = el("span", { class: "side" });
  if (event.dis) side.append(el("span", { class: "badge warn" }, W.contradicted));
  side.append(el("span", { class: `badge ${event.s}` }, D.statuses[event.s] || event.s), event.n > 1 ? count("dispatch", event.n) : "");
  const day = el("span", { class: "day" }, event.day, event.rep ? el("span", { title: W.reported, "aria-label": W.reported }, " *") : "");
  const main = el("span", { class: "main" }, parties(event), what, event.c.length ? snippet(D.claims[event.c[0]]) : "");
  const open = state.event === event.id;
  const button = el("button", { type: "button", class: "row", "aria-expanded": String(open), click: () => openEvent(i, item, button) }, day, main, side);
  const item = el("li", { id: `e-${event.id}`, class: open ? "open" : "" }, button);
  item.style.setProperty("--edge", `var(--q${quadOf(event.t)})`);
  if (open) item.append(detail(event));
  return item;
}

function openEvent(i, item, button) {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  item.classList.toggle("open", !open);
  if (open) item.querySelector(".detail").remove();
  else item.append(detail(D.events[i]));
  state.event = open ? "" : D.events[i].id;
  const params = new URLSearchParams();
  for (const key of KEYS) if (state[key]) params.set(key, state[key]);
  history.replaceState(null, "", `#${params}`);
}

function drawMore() {
  const next = chosen.slice(drawn, drawn + PAGE);
  $("list").append(...next.map(row));
  drawn += next.length;
  $("more").hidden = drawn >= chosen.length;
}
