// Line drawings for buttons, so that nothing depends on which symbols a computer's fonts have.

const PATHS = {
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  down: "M5 9l7 7 7-7",
  split: "M4 5h16v14H4zM12 5v14",
  clip: "M20 11.5l-8.2 8.2a5 5 0 0 1-7-7L13 4.4a3.4 3.4 0 0 1 4.8 4.8l-8.2 8.2a1.7 1.7 0 0 1-2.4-2.4l7.5-7.5",
  send: "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M7 14h10",
  slash: "M4 4h16v16H4zM14 8l-4 8",
  reply: "M10 6l-6 6 6 6M4 12h9a7 7 0 0 1 7 7",
  pencil: "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
  bin: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  pin: "M9 4h6l-1 6 4 4H6l4-4zM12 14v6",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6 11a6 6 0 0 0 12 0M12 17v4",
  out: "M8 16L18 6M10 6h8v8",
  clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2.5",
  compass: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM15.5 8.5l-2 5-5 2 2-5z",
  bolt: "M13 3L5 13.5h6L10 21l8-10.5h-6z",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  contrast: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 3.5v17M12 8h4.5M12 12h5.5M12 16h4.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  bot: "M5 9h14v10H5zM12 9V5M9.5 14h.01M14.5 14h.01M2.5 13v3M21.5 13v3",
  group: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.4M17.5 14.3c2.4.7 4 2.6 4 5.7",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "drawing");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A drawing that means something by itself gets a name for screen readers and the pointer. */
export function sign(name, label) {
  const holder = document.createElement("span");
  holder.className = "sign";
  holder.title = label;
  holder.setAttribute("role", "img");
  holder.setAttribute("aria-label", label);
  holder.append(icon(name));
  return holder;
}
