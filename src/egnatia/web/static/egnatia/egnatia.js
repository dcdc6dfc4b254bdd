// Small helps for the shell; every page works without them.
document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggle-nav]");
  if (!toggle) return;
  const open = document.getElementById("eg-nav").classList.toggle("open");
  toggle.setAttribute("aria-expanded", String(open));
});
// A second click sends nothing twice; the server would answer the same anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-once")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
document.querySelector("[data-focus]")?.focus();
