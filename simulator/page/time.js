// Clock arithmetic in the zone of the simulated world, whatever the zone of the browser.
// Another zone can be asked for in the address: ?zone=Asia/Urumqi
import { language, t } from "./language.js";

const WANTED = new URLSearchParams(location.search).get("zone");
export const ZONE = valid(WANTED) ? WANTED : "Asia/Shanghai";

function valid(zone) {
  try { return Boolean(zone && new Intl.DateTimeFormat("en", { timeZone: zone })); } catch { return false; }
}

const PARTS = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
  hour: "2-digit", minute: "2-digit", second: "2-digit",
});
const NAMES = {
  zh: new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, weekday: "short" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "short", month: "short" }),
};

/** {year, month (1–12), day, hour, minute, second} of an instant, in the zone. */
export function parts(date) {
  return Object.fromEntries(PARTS.formatToParts(date).filter((p) => p.type !== "literal").map((p) => [p.type, Number(p.value)]));
}

/** The instant of a wall-clock time in the zone. Days and months beyond their range roll over, as in Date.UTC. */
export function instant(year, month, day, hour = 0, minute = 0, second = 0) {
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  // The zone's distance from UTC is looked up near the result; the second look settles a change in between.
  const first = wall - distance(new Date(wall));
  return new Date(wall - distance(new Date(first)));
}

function distance(date) {
  const p = parts(date);
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - Math.floor(date.getTime() / 1000) * 1000;
}

const two = (n) => String(n).padStart(2, "0");

export function showTime(date, seconds = false) {
  const p = parts(date);
  return `${two(p.hour)}:${two(p.minute)}${seconds ? `:${two(p.second)}` : ""}`;
}

export function showDay(date) {
  const names = NAMES[language()].formatToParts(date).map((p) => [`${p.type}Name`, p.value]);
  return t("day", { ...parts(date), ...Object.fromEntries(names) });
}

export function showFull(date) {
  return `${showDay(date)} ${showTime(date, true)}`;
}

/** The value of an <input type="datetime-local"> and back. */
export function toInput(date) {
  const p = parts(date);
  return `${p.year}-${two(p.month)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}`;
}

export function fromInput(value) {
  const numbers = value.split(/\D/).map(Number);
  return numbers.length >= 5 && numbers.every(Number.isFinite) ? instant(...numbers) : null;
}

// --- the jumps of the strip -----------------------------------------------------------------------------------------

export function plusDay(now) {
  const p = parts(now);
  return instant(p.year, p.month, p.day + 1, p.hour, p.minute, p.second);
}

export function nextMorning(now) {
  const p = parts(now);
  const today = instant(p.year, p.month, p.day, 8, 30);
  return today > now ? today : instant(p.year, p.month, p.day + 1, 8, 30);
}

/** 18:00 on the last day: the working day is over, but it is not yet the night in which a bot keeps quiet. */
export function monthEnd(now) {
  const p = parts(now);
  const end = instant(p.year, p.month + 1, 0, 18);
  return end > now ? end : instant(p.year, p.month + 2, 0, 18);
}

export function quarterEnd(now) {
  const p = parts(now);
  const lastMonth = Math.ceil(p.month / 3) * 3;
  const end = instant(p.year, lastMonth + 1, 0, 18);
  return end > now ? end : instant(p.year, lastMonth + 4, 0, 18);
}
