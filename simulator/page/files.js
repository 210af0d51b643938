// The box that asks how chosen, dropped or pasted files are sent.
import { el, fileSize } from "./dom.js";
import { openForm } from "./toast.js";

const KINDS = [["document", "文件"], ["photo", "图片"], ["voice", "语音"], ["sticker", "贴纸"]];

export function askFiles(files, sendOne) {
  const pictures = files.every((file) => file.type.startsWith("image/"));
  const kind = el("select", { name: "kind" }, KINDS.map(([value, label]) => el("option", { value }, label)));
  kind.value = pictures ? "photo" : "document";
  const caption = el("textarea", { name: "caption", rows: 2, maxlength: 1024, dir: "auto" });
  const fields = [
    el("ul", { class: "file-list" }, files.map((file) => el("li", {}, el("bdi", {}, file.name), ` · ${fileSize(file.size)}`))),
    el("label", { class: "field" }, "发送方式", kind),
    el("label", { class: "field" }, "说明（可不填）", caption),
  ];
  openForm(files.length > 1 ? `发送 ${files.length} 个文件` : "发送文件", fields, "发送", async () => {
    // The caption goes with the first file, as in an album.
    for (const [index, file] of files.entries()) await sendOne(file, kind.value, index ? "" : caption.value.trim());
  });
}

/** Lets files be dropped anywhere on a pane. */
export function acceptDrops(node, onFiles) {
  const holdsFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
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
