// Drawing a list again and again: whatever has not changed keeps its nodes, and with them the focus.

/**
 * Draws entries [key, marks, make, change] into `list`: `make()` builds a node when one of the marks is another than
 * before. With a `change(node)` the old node stays and is changed: whatever is pressed must, for a press that begins on
 * one node and ends on another is no click.
 */
export function keyedList(list) {
  let drawn = new Map(); // key → {marks, node}

  function draw(entries) {
    const next = new Map();
    for (const [key, marks, make, change] of entries) next.set(key, { marks, node: nodeOf(drawn.get(key), marks, make, change) });
    arrange(list, next.values());
    drawn = next;
  }

  return { draw, forget: () => { drawn = new Map(); } };
}

function nodeOf(old, marks, make, change) {
  if (old && same(old.marks, marks)) return old.node;
  const node = old && change ? old.node : make();
  change?.(node);
  return node;
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
