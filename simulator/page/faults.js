// The faults panel: what can go wrong between the bot and Telegram, on order.
import * as api from "./api.js";
import { el, iconButton } from "./dom.js";
import { on, refreshSoon, world } from "./state.js";
import { attempt, toast } from "./toast.js";

const ALWAYS = 1_000_000; // calls: until the faults are cleared

export function mountFaults(root, close) {
  const methods = ["*", "sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument", "getUpdates", "getFile"];
  const method = el("select", {}, methods.map((name) => el("option", { value: name }, name === "*" ? "所有方法" : name)));
  const times = el("input", { type: "number", min: 1, value: 1 });
  const after = el("input", { type: "number", min: 1, value: 5 });
  const who = el("select", { "aria-label": "成员" });
  const blockButton = el("button", { type: "button", onclick: toggleBlock });
  const orders = el("ul", { class: "orders" });
  const limits = el("input", { type: "checkbox", onchange: () => act(() => api.setLimits(limits.checked)) });
  const wrong = el("div", { class: "wrong" });

  root.replaceChildren(
    el("div", { class: "line" }, el("h2", {}, "故障"), iconButton("close", "关闭故障面板", close)),
    el("button", { type: "button", class: "danger wide", onclick: () => outage() }, "Telegram 停摆（一律 500）"),
    el("fieldset", {}, el("legend", {}, "按次出错"),
      el("label", { class: "field" }, "方法", method), el("label", { class: "field" }, "次数", times),
      el("label", { class: "field" }, "429 要等的秒数", after),
      el("div", { class: "row" },
        fault("429", "429 限流"), fault("500", "500"), fault("drop", "断线"), fault("403", "403"))),
    el("button", { type: "button", class: "wide", onclick: () => act(api.clearFaults, "故障已清除") }, "清除全部故障"),
    orders,
    el("fieldset", {}, el("legend", {}, "成员屏蔽机器人"), el("div", { class: "row" }, who, blockButton)),
    el("label", { class: "check" }, limits, "执行 Telegram 的限速"),
    el("fieldset", {}, el("legend", {}, "违规调用"),
      el("button", { type: "button", onclick: () => attempt(showViolations) }, "检查"), wrong));

  function fault(kind, label) {
    const wanted = () => ({
      method: method.value, kind, times: Number(times.value) || 1,
      ...(kind === "429" ? { retry_after: Number(after.value) || 1 } : {}),
    });
    return el("button", { type: "button", onclick: () => order(wanted(), `已安排：${label}`) }, label);
  }

  /** "*" leaves getUpdates out, since nobody can foresee how often it is called: an outage orders it too. */
  const outage = () => act(async () => {
    for (const wanted of ["*", "getUpdates"]) await api.addFault({ method: wanted, kind: "500", times: ALWAYS });
  }, "Telegram 停摆：所有调用都答 500");

  const order = (wanted, words) => act(() => api.addFault(wanted), words);

  async function act(action, words) {
    const done = await attempt(action);
    if (done && words) toast(words);
    refreshSoon();
  }

  function toggleBlock() {
    const user = world.users.get(Number(who.value));
    if (user) act(() => api.block(user.id, !user.blocked), user.blocked ? `${user.name} 已解除屏蔽` : `${user.name} 已屏蔽机器人`);
  }

  async function showViolations() {
    const answer = await api.violations();
    const found = Array.isArray(answer) ? answer : answer.violations || [];
    wrong.replaceChildren(found.length ? el("ol", {}, found.map((v) => el("li", { dir: "auto" }, typeof v === "string" ? v : describe(v)))) : el("p", {}, "没有违规调用"));
  }

  function draw() {
    const chosen = who.value;
    if (document.activeElement !== who) {
      who.replaceChildren(...[...world.users.values()].map((u) => el("option", { value: u.id }, u.blocked ? `${u.name}（已屏蔽）` : u.name)));
      if (chosen) who.value = chosen;
    }
    drawBlock();
    if (world.limits !== null) limits.checked = world.limits;
    orders.replaceChildren(...world.faults.map((f) => el("li", {}, describeFault(f))));
  }

  function drawBlock() {
    const user = world.users.get(Number(who.value));
    blockButton.disabled = !user;
    blockButton.textContent = user?.blocked ? "解除屏蔽" : "屏蔽";
  }

  who.addEventListener("change", drawBlock);
  root.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  on("world", draw);
  draw();
}

function describe(violation) {
  return [violation.method, violation.rule, violation.description || violation.error || violation.problem || JSON.stringify(violation)].filter(Boolean).join("：");
}

function describeFault(fault) {
  const left = fault.times >= ALWAYS / 2 ? "直到清除" : `剩 ${fault.times} 次`;
  return `${fault.method && fault.method !== "*" ? fault.method : "所有方法"} → ${fault.kind}，${left}`;
}
