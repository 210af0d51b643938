// The tour: every step is a button that has the server do it, and then points at the place to look.
import * as api from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { said, t } from "./language.js";
import { on, world } from "./state.js";
import { attempt } from "./toast.js";

/** `show(places)` opens chats, `open()` this panel, `uncover()` takes it away where it lies over the chats. */
export function mountTour(root, guide, { show, open, uncover }) {
  const list = el("ol", { class: "steps" });
  const nodes = new Map(); // id → what of the step's entry changes
  let steps = [];
  let running = null; // id of the step that is being done here
  let elsewhere = null; // id of the one that the server says is being done: in another window, or before a reload
  root.replaceChildren(el("p", { class: "hint" }, t("tourText")), list);

  async function read() {
    const told = await api.tour();
    [steps, elsewhere] = [told.steps, told.running];
    if (nodes.size !== steps.length) list.replaceChildren(...steps.map(entry));
    steps.forEach(drawStep);
    if (!steps.length) list.replaceChildren(el("li", { class: "hint" }, t("tourNone")));
  }

  function entry(step, index) {
    const button = el("button", { type: "button", onclick: () => run(step) });
    const state = el("p", { class: "step-state", role: "status" });
    const places = el("div", { class: "row" });
    const title = el("h3", {}, `${index + 1}. ${said(step.title)}`);
    const node = el("li", { class: "step", "data-step": step.id, "aria-label": said(step.title) }, title, el("p", {}, said(step.text)), el("div", { class: "row" }, button), state, places);
    nodes.set(step.id, { node, button, state, places });
    return node;
  }

  function drawStep(step) {
    const { node, button } = nodes.get(step.id);
    node.classList.toggle("done", step.done);
    button.textContent = t(step.done ? "tourAgain" : "tourDo");
    button.className = step.done ? "" : "primary";
    button.setAttribute("aria-disabled", String((running ?? elsewhere) !== null));
    if ((running ?? elsewhere) === step.id) tell(step, t("tourRunning"));
    else if (step.done) tell(step, t("tourDone"), "well");
    else tell(step, "");
  }

  function tell(step, words, kind = "") {
    const { state } = nodes.get(step.id);
    if (state.textContent === words) return;
    state.className = `step-state ${kind}`;
    state.replaceChildren(...(kind === "well" ? [icon("check")] : []), words);
  }

  /** The chats are opened first, so that one sees it happen; at the end the signs in them are marked. */
  async function run(step) {
    if ((running ?? elsewhere) !== null) return;
    running = step.id;
    steps.forEach(drawStep);
    nodes.get(step.id).node.scrollIntoView({ block: "nearest" });
    const places = step.look.map(found).filter((place) => place !== null);
    uncover();
    drawGuide(step, places, t("tourRunning"));
    show(places);
    const failure = await perform(step, places);
    nodes.get(step.id).places.replaceChildren(...(failure ? [] : places.map(placeButton)));
    running = null;
    await attempt(read);
    if (failure) tell(step, failure, "ill");
    drawGuide(step, places, failure ?? t("tourDone"));
  }

  /** Answers in words what went wrong, or nothing. */
  async function perform(step, places) {
    try {
      const { signs } = await api.tourStep(step.id);
      for (const pane of await show(places)) pane.jump(signs.findLast(({ chat }) => chat === (pane.chat ?? pane.user))?.message ?? pane.newest());
      return null;
    } catch (error) {
      return t("tourFailed", { error: error.message });
    }
  }

  /** Names as the server says them → ids. */
  function found({ user, chat }) {
    const person = [...world.users.values()].find((u) => u.name === user);
    const group = chat === null ? null : [...world.groups.values()].find((g) => g.title === chat);
    if (!person || group === undefined) return null;
    return { user: person.id, chat: group?.id ?? null, name: group ? t("tourPlace", { chat, name: user }) : user };
  }

  function placeButton(place) {
    const visit = async () => {
      uncover();
      const [pane] = await show([place]);
      pane.jump(pane.newest());
    };
    return el("button", { type: "button", class: "plain", onclick: visit }, t("tourLook", { place: place.name }));
  }

  /** Where the panel would lie over the chats, one line stands for it. */
  function drawGuide(step, places, words) {
    const next = steps[steps.findIndex(({ id }) => id === step.id) + 1];
    const further = next ? el("button", { type: "button", class: "primary", onclick: () => run(next) }, t("tourNext", { title: said(next.title) })) : el("span", {}, t("tourEnd"));
    guide.hidden = false;
    guide.replaceChildren(el("b", {}, said(step.title)), el("span", { role: "status" }, words),
      ...(running === null ? [...places.map(placeButton), further, el("button", { type: "button", class: "plain", onclick: open }, t("tourAll"))] : []));
  }

  on("event", (event) => { if (event.kind === "tour") attempt(read); });
  on("again", () => attempt(read));
  attempt(read);
  return { root, title: t("tour"), drawing: "compass" };
}
