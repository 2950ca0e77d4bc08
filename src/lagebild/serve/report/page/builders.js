/* What all parts of the page share: the embedded data, labels and small builders of elements. Labels, days and
   slices of text come ready-made; nothing is ever put in as HTML. The parts run in one function, in the order that
   the report names them. */

const D = JSON.parse(document.getElementById("data").textContent);
const W = D.words;
const PAGE = 60;
const MATRIX = 10;
const DYADS = 12;
const KEYS = ["q", "actor", "type", "quad", "status", "pair", "from", "to", "vague", "disputed", "sort", "event"];
const $ = (id) => document.getElementById(id);
const number = new Intl.NumberFormat(D.language);
const decimal = new Intl.NumberFormat(D.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
let state = {};
let chosen = [];
let drawn = 0;

function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "click") node.addEventListener("click", value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const name = (code) => D.names[code] || code;
const typeName = (type) => (D.types[type] ? D.types[type][0] : type);
const quadOf = (type) => (D.types[type] ? D.types[type][1] : 0);
const scoreOf = (type) => (D.types[type] ? D.types[type][2] : 0);
const code = (type, mode) => typeName(type) + (mode ? ` (${D.modes[mode] || mode})` : "");
const count = (noun, n) => W[`${noun}_${n === 1 ? "one" : "many"}`].replace("{n}", number.format(n));
const signed = (score) => (score > 0 ? "+" : score < 0 ? "−" : "±") + decimal.format(Math.abs(score));
const tone = (score) => (score > 0 ? "plus" : score < 0 ? "minus" : "");
const quoteMarks = D.language === "de" ? ["„", "“"] : ["“", "”"];

function sides(codes) {
  if (!codes.length) return "";
  const names = codes.slice(0, 4).map(name);
  if (codes.length > 4) names.push(`+${codes.length - 4}`);
  return names.length < 2 ? names[0] : `${names.slice(0, -1).join(", ")} ${W.and} ${names[names.length - 1]}`;
}
