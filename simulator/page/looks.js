// Light or dark, Chinese or English: two buttons of the strip, remembered in this browser.
import { el, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { switchLanguage, t } from "./language.js";

const KEPT = "theme"; // in localStorage
const THEMES = { system: "themeSystem", light: "themeLight", dark: "themeDark" }; // → words
const DRAWINGS = { system: "contrast", light: "sun", dark: "moon" };

const theme = () => (localStorage.getItem(KEPT) in THEMES ? localStorage.getItem(KEPT) : "system");

/** The style sheet does the rest; without a choice the page follows the system. */
export function wearTheme() {
  document.documentElement.dataset.theme = theme();
}

export function themeButton() {
  const button = iconButton(DRAWINGS[theme()], "", change, { class: "icon look" });
  label();

  function change() {
    const names = Object.keys(THEMES);
    localStorage.setItem(KEPT, names[(names.indexOf(theme()) + 1) % names.length]);
    wearTheme();
    button.replaceChildren(icon(DRAWINGS[theme()]));
    label();
  }

  function label() {
    button.title = t("themeNow", { theme: t(THEMES[theme()]) });
    button.setAttribute("aria-label", button.title);
  }

  return button;
}

export function languageButton() {
  const name = t("otherLanguage");
  const lang = name === "English" ? "en" : "zh-CN";
  return el("button", { type: "button", class: "plain look", lang, onclick: switchLanguage }, name);
}
