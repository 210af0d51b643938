// Short notices, and the modal box of a bot's alert.
import { el } from "./dom.js";
import { t } from "./language.js";

export function toast(text, kind = "") {
  const node = el("div", { class: `toast ${kind}`, dir: "auto" }, text);
  document.getElementById("toasts").append(node);
  // Long texts stay longer; a press takes the notice away at once.
  const timer = setTimeout(() => node.remove(), 3000 + text.length * 60);
  node.addEventListener("click", () => { clearTimeout(timer); node.remove(); });
}

export const complain = (error) => toast(error.message || String(error), "error");

/** Runs an action; whatever fails is shown, and `false` is answered. */
export async function attempt(action) {
  try {
    return (await action()) ?? true;
  } catch (error) {
    complain(error);
    return false;
  }
}

/** A modal box with a form. `submit(dialog)` may throw to keep the box open. */
export function openForm(title, fields, submitLabel, submit) {
  const problem = el("p", { class: "problem", role: "alert" });
  const cancel = el("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("cancel"));
  const ok = el("button", { type: "submit", class: "primary" }, submitLabel);
  const form = el("form", { method: "dialog" }, el("h2", {}, title), fields, problem, el("div", { class: "row end" }, cancel, ok));
  const dialog = el("dialog", { "aria-label": title }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    ok.disabled = true;
    try {
      await submit(form);
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
    ok.disabled = false;
  });
  show(dialog);
  return dialog;
}

export function alertBox(text, title) {
  const ok = el("button", { type: "submit", class: "primary", autofocus: true }, t("ok"));
  const body = el("p", { class: "alert-text", dir: "auto" }, text);
  show(el("dialog", { "aria-label": title }, el("form", { method: "dialog" }, el("h2", {}, title), body, el("div", { class: "row end" }, ok))));
}

function show(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
