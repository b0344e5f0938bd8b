"use strict";
window.addEventListener("DOMContentLoaded", () => {
  document.getElementById("again").addEventListener("click", () => window.location.reload());
  // Keys that Drafter needs and the browser would take.
  window.addEventListener("keydown", (event) => {
    const taken = ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10"].includes(event.key);
    const chord = event.ctrlKey && !event.altKey && "sfpgortdkeulb".includes(event.key.toLowerCase());
    if (taken || chord) event.preventDefault();
  }, true);
});
