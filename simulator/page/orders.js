// For those who look closer: faults by number, flood limits, invalid calls.
import * as api from "./api.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { refresh, world } from "./state.js";
import { attempt, toast } from "./toast.js";

const METHODS = ["*", "sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument", "getUpdates", "getFile"];
const MANY = 100_000; // more strikes than that mean: until forgotten

export function makeOrders() {
  const method = el("select", {}, METHODS.map((name) => el("option", { value: name }, name === "*" ? t("allMethods") : name)));
  const times = el("input", { type: "number", min: 1, value: 1 });
  const after = el("input", { type: "number", min: 1, value: 5 });
  const list = el("ul", { class: "orders" });
  const limits = el("input", { type: "checkbox", onchange: () => act(() => api.setLimits(limits.checked)) });
  const wrong = el("div", { class: "wrong", role: "status" });
  const root = el("details", {}, el("summary", {}, t("moreFaults")),
    el("fieldset", {}, el("legend", {}, t("counted")),
      el("label", { class: "field" }, t("method"), method), el("label", { class: "field" }, t("times"), times),
      el("label", { class: "field" }, t("retryAfter"), after),
      el("div", { class: "row" }, fault("429", t("fault429")), fault("500", "500"), fault("drop", t("faultDrop")), fault("403", "403")),
      list, el("button", { type: "button", onclick: () => act(api.clearFaults, t("cleared")) }, t("clear"))),
    el("label", { class: "check" }, limits, t("limits")),
    el("fieldset", {}, el("legend", {}, t("violations")),
      el("button", { type: "button", onclick: () => attempt(showViolations) }, t("check")), wrong));

  function fault(kind, label) {
    const wanted = () => ({
      method: method.value, kind, times: Number(times.value) || 1,
      ...(kind === "429" ? { retry_after: Number(after.value) || 1 } : {}),
    });
    return el("button", { type: "button", onclick: () => act(() => api.addFault(wanted()), t("ordered", { what: label })) }, label);
  }

  async function act(action, words) {
    const done = await attempt(async () => { await action(); await refresh(); });
    if (done && words) toast(words);
  }

  async function showViolations() {
    const found = await api.violations();
    const lines = found.map(({ method: name, error }) => el("li", { dir: "auto" }, `${name}: ${error}`));
    wrong.replaceChildren(lines.length ? el("ol", {}, lines) : el("p", {}, t("noViolations")));
  }

  function draw() {
    limits.checked = world.limits;
    list.replaceChildren(...world.faults.map((order) => el("li", {}, line(order))));
  }

  return { root, draw };
}

function line({ method, kind, times }) {
  const left = times > MANY ? t("forever") : t("timesLeft", { n: times });
  return t("faultLine", { method: method === "*" ? t("allMethods") : method, kind, left });
}
