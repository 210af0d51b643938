// Which language the page speaks, and its texts.
import { WORDS } from "./words.js";

const LANGUAGES = ["zh", "en"];
const KEPT = "language"; // in localStorage
let index = 0;

export const language = () => LANGUAGES[index];

/** The address wins (?lang=en), then what was chosen here before, then what the server says. */
export function speak(fallback) {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, localStorage.getItem(KEPT), fallback].find((name) => LANGUAGES.includes(name));
  index = Math.max(0, LANGUAGES.indexOf(wanted));
  document.documentElement.lang = ["zh-CN", "en"][index];
}

/** The other language, from now on. The page is drawn anew; its address remembers what is shown. */
export function switchLanguage() {
  localStorage.setItem(KEPT, LANGUAGES[1 - index]);
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  history.replaceState(null, "", address);
  location.reload();
}

/** A text in the page's language; `values` fill its {places}. An unknown key throws. */
export function t(key, values = {}) {
  return WORDS[key][index].replace(/\{(\w+)(?:\|([^|}]+)\|([^}]+))?\}/g, (_, name, one, many) =>
    one === undefined ? values[name] : `${values[name]} ${values[name] === 1 ? one : many}`);
}

/** Of {"zh": …, "en": …} the text in the page's language. */
export const said = (both) => both[language()];
