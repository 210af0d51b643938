// The panels on the right, of which at most one is open: the tour and the faults.
import { el, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";

const WIDE = matchMedia("(min-width: 1101px)"); // the same width as in panels.css: there a panel covers nothing

/** `panels` = {name: {root, title, drawing, alarm?}}; puts a button for each into `tools`. */
export function mountPanels(tools, panels) {
  const all = Object.entries(panels).map(([name, panel]) => ({ name, ...panel, button: toggleOf(name, panel) }));
  tools.append(...all.map((panel) => panel.button));
  for (const panel of all) addHead(panel);

  function toggleOf(name, { root, title, drawing }) {
    root.setAttribute("aria-label", title);
    return el("button", {
      type: "button", class: "tool", "aria-label": title, "aria-expanded": "false", "aria-controls": root.id, onclick: () => (root.hidden ? open(name) : close(name)),
    }, icon(drawing), el("span", { class: "word" }, title));
  }

  function addHead({ name, root, title }) {
    root.prepend(el("div", { class: "line panel-head" }, el("h2", {}, title), iconButton("close", t("close"), () => close(name))));
    root.addEventListener("keydown", (event) => { if (event.key === "Escape") close(name); });
  }

  function set(name, shown) {
    for (const { root, button, ...panel } of all) {
      root.hidden = !(shown && panel.name === name);
      button.setAttribute("aria-expanded", String(!root.hidden));
    }
  }

  function open(name) {
    set(name, true);
    panels[name].root.querySelector("button").focus();
  }

  function close(name) {
    set(name, false);
    all.find((panel) => panel.name === name).button.focus();
  }

  /** Takes a panel away that lies over the chats. */
  const uncover = () => { if (!WIDE.matches) set(null, false); };

  return { open, uncover };
}
