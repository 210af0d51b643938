// Drawing a long list again and again: whatever has not changed keeps its nodes, and with them the focus.

/** Draws entries [key, marks, make] into `list`: `make()` builds a node when one of the marks is another than before. */
export function keyedList(list) {
  let drawn = new Map(); // key → {marks, node}

  function draw(entries) {
    const next = new Map();
    for (const [key, marks, make] of entries) {
      const old = drawn.get(key);
      next.set(key, old && same(old.marks, marks) ? old : { marks, node: make() });
    }
    arrange(list, next.values());
    drawn = next;
  }

  return { draw, forget: () => { drawn = new Map(); } };
}

const same = (a, b) => a.length === b.length && a.every((mark, index) => mark === b[index]);

/** Makes the children of `list` exactly these nodes, in one pass that touches only what differs. */
function arrange(list, entries) {
  const wanted = new Set(Array.from(entries, (entry) => entry.node));
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  let place = list.firstChild;
  for (const node of wanted) {
    if (node === place) place = place.nextSibling;
    else list.insertBefore(node, place);
  }
}
