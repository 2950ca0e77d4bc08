/* One opened event: contradictions, and every claim with its evidence marked in the dispatch. */

function detail(event) {
  const rep = event.rep ? el("span", {}, `* ${W.reported}`) : "";
  const meta = el("div", { class: "meta" }, el("span", {}, count("claim", event.c.length)), el("span", {}, count("dispatch", event.n)), event.o ? el("span", {}, count("source", event.o)) : "", rep, el("code", {}, event.id), el("a", { href: `#event=${encodeURIComponent(event.id)}` }, W.permalink));
  return el("div", { class: "detail" }, meta, legend(), contradictions(event), links(event), event.c.map((at, k) => claimBox(D.claims[at], k > 0 && D.claims[event.c[k - 1]].d === D.claims[at].d)));
}

function legend() {
  const roles = ["trigger", "actor", "recipient", "when", "where", "said_by"];
  return el("p", { class: "legend" }, roles.map((role) => el("mark", { class: role }, D.roles[role])));
}

function contradictions(event) {
  if (!event.x.length) return "";
  const byField = new Map();
  for (const [field, value, claims, disputed] of event.x) byField.set(field, [...(byField.get(field) || []), [value, claims, disputed]]);
  return [...byField].map(([field, values]) => {
    const disputed = values[0][2];
    const columns = values.map(([value, claims]) => el("div", {}, el("div", { class: "value" }, value || W.unknown), claims.slice(0, 3).map((at) => statement(D.claims[at]))));
    return el("div", { class: disputed ? "conflict" : "conflict mild" }, el("h3", {}, `${disputed ? W.contradictions : W.differences}: ${field}`), el("div", { class: "sides" }, columns));
  });
}

/* The plan, the deed or the denial of the same matter; an assertion and its denial stand side by side. */
function links(event) {
  return event.z.map(([relation, words, id]) => {
    const other = D.events.find((candidate) => candidate.id === id || candidate.old.includes(id));
    if (!other) return "";
    const link = el("a", { href: `#event=${encodeURIComponent(other.id)}` }, `${other.day}: ${code(other.t, other.m)}`);
    if (relation !== "denied_by" && relation !== "asserted_by") return el("p", { class: "about" }, `${words} `, link);
    const side = (which) => el("div", {}, el("div", { class: "value" }, D.statuses[which.s] || which.s), statement(D.claims[which.c[0]]));
    return el("div", { class: "conflict" }, el("h3", {}, `${words} `, link), el("div", { class: "sides" }, side(event), side(other)));
  });
}

function statement(claim) {
  const dispatch = D.dispatches[claim.d];
  const by = claim.by ? `${D.roles.said_by} ${claim.by[0]} · ` : "";
  return el("div", {}, el("blockquote", { lang: dispatch.lang }, quoteMarks[0], snippet(claim).textContent, quoteMarks[1]), el("cite", {}, `${by}${dispatch.source || W.source_unknown}, ${dispatch.day}`));
}

/* `again`: the claim above stands in the same dispatch, whose title need not be read twice. */
function claimBox(claim, again) {
  const dispatch = D.dispatches[claim.d];
  const head = again ? "" : el("header", {}, dispatch.title ? el("strong", { lang: dispatch.lang }, dispatch.title) : "", el("span", {}, dispatch.source || W.source_unknown), el("span", {}, dispatch.day), el("code", {}, dispatch.id), dispatch.url ? el("a", { href: dispatch.url, rel: "noreferrer noopener" }, W.original) : "");
  const text = evidence(claim);
  const box = el("div", {}, text);
  if (text.querySelector(".rest")) {
    text.classList.add("brief");
    const button = el("button", { type: "button", class: "quiet", "aria-expanded": "false", click: () => {
      const brief = text.classList.toggle("brief");
      button.textContent = brief ? W.whole : W.less;
      button.setAttribute("aria-expanded", String(!brief));
    } }, W.whole);
    box.append(button);
  }
  return el("article", { class: "claim" }, head, box, facts(claim));
}

/* The whole text; sentences without evidence can be folded away. */
function evidence(claim) {
  const dispatch = D.dispatches[claim.d];
  const text = el("p", { class: "text", lang: dispatch.lang });
  const bounds = [...dispatch.sentences, dispatch.text.length];
  let folded = false;
  for (let s = 0; s + 1 < bounds.length; s += 1) {
    const [first, last] = [bounds[s], bounds[s + 1]];
    const marked = claim.k.some(([, from, to]) => from < last && to > first);
    if (!marked && !folded) text.append(el("span", { class: "gap", "aria-hidden": "true" }, "… "));
    folded = !marked;
    text.append(marked ? markPieces(claim, dispatch.text, first, last) : el("span", { class: "rest" }, dispatch.text.slice(first, last).join("")));
  }
  return text;
}

/* Marks nest by the order of `k`: the trigger is innermost, so that its colour always shows. */
function markPieces(claim, pieces, first, last) {
  const sentence = el("span");
  for (let at = first; at < last; ) {
    const roles = claim.k.filter(([, from, to]) => from <= at && at < to);
    let end = at + 1;
    const same = (piece) => claim.k.every(([, from, to]) => (from <= at && at < to) === (from <= piece && piece < to));
    while (end < last && same(end)) end += 1;
    let node = document.createTextNode(pieces.slice(at, end).join(""));
    for (const [role] of roles) {
      const mark = el("mark", { class: role, title: D.roles[role] });
      mark.append(node);
      node = mark;
    }
    sentence.append(node);
    at = end;
  }
  return sentence;
}

function facts(claim) {
  const list = el("dl", { class: "facts" });
  const add = (term, ...values) => list.append(el("dt", {}, term), el("dd", {}, values));
  const party = ([who, side, inText]) => el("div", {}, who, side && name(side) !== who ? el("small", {}, ` ${name(side)}`) : "", inText ? "" : el("small", {}, ` (${W.implied})`));
  add(D.roles.trigger, `${code(claim.t, claim.m)} `, el("span", { class: `badge ${claim.s}` }, D.statuses[claim.s] || claim.s));
  add(D.roles.actor, claim.a.length ? claim.a.map(party) : W.nobody);
  if (claim.r.length) add(D.roles.recipient, claim.r.map(party));
  if (claim.when) add(D.roles.when, claim.when);
  if (claim.where) add(D.roles.where, claim.where[0], claim.where[1] && name(claim.where[1]) !== claim.where[0] ? el("small", {}, ` ${name(claim.where[1])}`) : "");
  if (claim.by) add(D.roles.said_by, party(claim.by));
  const bar = el("i");
  bar.style.width = `${Math.round(100 * claim.c)}%`;
  add(W.confidence, el("span", { class: "meter", "aria-hidden": "true" }, bar), `${number.format(Math.round(100 * claim.c))} %`);
  add(W.rule, el("small", {}, claim.why));
  return list;
}
