// The name and its salt are behind the “#” of the address, which no browser sends: the name is checked here, and stays here.
(async () => {
  const box = document.getElementById("name-check");
  const told = new URLSearchParams(location.hash.slice(1));
  const name = (told.get("n") || "").normalize("NFC").trim().split(/\s+/).join(" ");
  const salt = told.get("s") || "";
  if (!name || !salt || !crypto.subtle) return;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name + salt));
  const seal = [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const shown = box.querySelector(`[data-case="${seal === box.dataset.seal ? "same" : "other"}"]`);
  shown.querySelector(".eg-name").textContent = name;
  shown.hidden = false;
  box.querySelector(".eg-name-none").hidden = true;
})();
