// Dragging a waiting request into a free stretch opens the form of the same step that the links open: nothing is placed without it.
const QUARTER = 15;
let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-request]");
  if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.request);
});
document.addEventListener("dragend", () => { dragged = null; });
function free(event) {
  return dragged && event.target.closest("[data-interpreter]");
}
document.addEventListener("dragover", (event) => {
  const cell = free(event);
  if (!cell) return;
  event.preventDefault();
  cell.classList.add("eg-b-over");
});
document.addEventListener("dragleave", (event) => event.target.closest?.("[data-interpreter]")?.classList.remove("eg-b-over"));
document.addEventListener("drop", (event) => {
  const cell = free(event);
  if (!cell) return;
  event.preventDefault();
  const box = cell.getBoundingClientRect();
  const along = getComputedStyle(cell).direction === "rtl" ? box.right - event.clientX : event.clientX - box.left;
  const minute = Number(cell.dataset.start) + QUARTER * Math.floor((along / box.width) * Number(cell.dataset.quarters));
  const start = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  // In the room where both are in one country and it was asked for; the form can say otherwise.
  const modes = dragged.dataset.modes.split(" ");
  const mode = modes.includes("site") && cell.dataset.node === dragged.dataset.node ? "site" : modes.at(-1);
  location.assign(`${dragged.dataset.place}&interpreter=${cell.dataset.interpreter}&start=${start}&mode=${mode}`);
});
