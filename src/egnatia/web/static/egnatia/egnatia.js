// Small helps for the shell; every page works without them.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog).showModal();
  const toggle = event.target.closest("[data-toggle-nav]");
  if (!toggle) return;
  const open = document.getElementById("eg-nav").classList.toggle("open");
  toggle.setAttribute("aria-expanded", String(open));
});
// Shortcuts need two modifiers, so that they never clash with typing or a screen reader (WCAG 2.1.4).
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
  const target = document.querySelector(`[data-key="${event.code.replace("Key", "")}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.tagName === "INPUT") {
    const nav = document.getElementById("eg-nav");
    if (nav && !nav.checkVisibility()) nav.classList.add("open");
    target.focus();
  } else target.click();
});
// A second click sends nothing twice; the server would answer the same anyway. Without a connection the form stays as it is.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-once")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (!navigator.onLine) {
    event.preventDefault();
    lost();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
// The browser's own copy of a page that was left must not refuse to be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
function lost() {
  const kept = document.getElementById("kept");
  if (!kept) return;
  kept.textContent = kept.dataset.lost;
  kept.classList.add("eg-error");
}
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:responseError", lost);
document.addEventListener("htmx:afterOnLoad", () => document.getElementById("kept")?.classList.remove("eg-error"));
document.querySelector("[data-focus]")?.focus();
