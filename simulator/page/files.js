// The box that asks how chosen, dropped or pasted files are sent.
import { el, fileSize } from "./dom.js";
import { t } from "./language.js";
import { openForm } from "./toast.js";

const KINDS = { document: "asDocument", photo: "photo", voice: "voice", sticker: "sticker" }; // → words

export function askFiles(files, sendOne) {
  const pictures = files.every((file) => file.type.startsWith("image/"));
  const kind = el("select", { name: "kind" }, Object.entries(KINDS).map(([value, word]) => el("option", { value }, t(word))));
  kind.value = pictures ? "photo" : "document";
  const caption = el("textarea", { name: "caption", rows: 2, maxlength: 1024, dir: "auto" });
  const fields = [
    el("ul", { class: "file-list" }, files.map((file) => el("li", {}, el("bdi", {}, file.name), ` · ${fileSize(file.size)}`))),
    el("label", { class: "field" }, t("fileKind"), kind),
    el("label", { class: "field" }, t("fileCaption"), caption),
  ];
  openForm(files.length > 1 ? t("filesTitle", { n: files.length }) : t("fileTitle"), fields, t("send"), async () => {
    // The caption goes with the first file, as in an album.
    for (const [index, file] of files.entries()) await sendOne(file, kind.value, index ? "" : caption.value.trim());
  });
}

const holdsFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

/** A file dropped beside a pane must not replace the page. */
export function keepPage() {
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => { if (holdsFiles(event)) event.preventDefault(); });
}

/** Lets files be dropped anywhere on a pane. */
export function acceptDrops(node, onFiles) {
  node.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    node.classList.add("dropping");
  });
  node.addEventListener("dragleave", (event) => {
    if (!node.contains(event.relatedTarget)) node.classList.remove("dropping");
  });
  node.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    node.classList.remove("dropping");
    onFiles([...event.dataTransfer.files]);
  });
}
