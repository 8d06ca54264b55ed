// Keys of the review page. Everything they do can be done by the page's buttons and links as well.
"use strict";

const KEYS = { a: "accept", r: "reject", n: "skip", j: "skip", p: "back", k: "back", u: "undo", o: "open" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === "?") {
    const keys = document.getElementById("keys");
    if (keys) { keys.tabIndex = -1; keys.focus(); }
    return;
  }
  const target = document.getElementById(KEYS[event.key]);
  if (target) {
    event.preventDefault();
    target.click();
  }
});
