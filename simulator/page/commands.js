// The command menu: the "/" button shows exactly what the bot set for this person in this chat;
// typing "/" narrows it.
import { el, iconButton } from "./dom.js";
import { t } from "./language.js";

let counter = 0;

export function commandMenu({ text, send }) {
  const id = `commands-${++counter}`;
  const list = el("div", { class: "commands", id, role: "menu", "aria-label": t("commands"), hidden: true });
  const button = iconButton("slash", t("commands"), toggle, { class: "icon slash", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id });
  let commands = [];
  let suffix = ""; // in groups a chosen command names its bot, as Telegram's own programs do
  let filter = null; // null: opened by the button, shows everything

  function setCommands(next, bot) {
    commands = next;
    suffix = bot ? `@${bot}` : "";
    if (!list.hidden) draw();
  }

  function toggle() {
    filter = null;
    if (list.hidden) { open(); list.querySelector("button")?.focus(); } else close();
  }

  function open() {
    draw();
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
  }

  function close() {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  const matching = () => commands.filter((c) => filter === null || c.command.startsWith(filter));

  function draw() {
    const rows = matching().map((c) => el("button", { type: "button", role: "menuitem", onclick: () => choose(c) },
      el("b", {}, `/${c.command}`), el("span", { dir: "auto" }, c.description)));
    list.replaceChildren(...(rows.length ? rows : [el("p", { class: "empty" }, t("noCommands"))]));
  }

  function choose(command) {
    close();
    if (filter !== null) text.value = "";
    send(`/${command.command}${suffix}`);
    text.focus();
  }

  /** Follows the typing: "/na" shows the commands that begin so. */
  function update() {
    const typed = /^\/(\w*)$/.exec(text.value);
    filter = typed ? typed[1].toLowerCase() : null;
    if (typed && matching().length) open();
    else close();
  }

  /** Keys of the text field while the menu is open; true when the key was the menu's. */
  function keydown(event) {
    if (list.hidden) return false;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowUp") list.querySelector("button:last-of-type")?.focus();
    else if (event.key === "ArrowDown" || event.key === "Tab") list.querySelector("button")?.focus();
    else return false;
    event.preventDefault();
    return true;
  }

  list.addEventListener("keydown", (event) => {
    const rows = [...list.querySelectorAll("button")];
    const at = rows.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); text.focus(); }
    else if (event.key === "ArrowDown") rows[(at + 1) % rows.length]?.focus();
    else if (event.key === "ArrowUp") rows[(at - 1 + rows.length) % rows.length]?.focus();
    else return;
    event.preventDefault();
  });
  // Anything outside closes it, except its own button, which toggles.
  document.addEventListener("pointerdown", (event) => {
    if (!list.hidden && !list.contains(event.target) && !button.contains(event.target) && event.target !== text) close();
  });

  return { button, list, setCommands, update, keydown };
}
