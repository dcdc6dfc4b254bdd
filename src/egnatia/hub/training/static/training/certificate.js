// The name and its salt are behind the “#” of the address, which no browser sends: the name is checked here, and stays here.
(async () => {
  const box = document.getElementById("name-check");
  const told = new URLSearchParams(location.hash.slice(1));
  const name = (told.get("n") || "").normalize("NFC").trim().split(/\s+/).join(" ");
  const salt = told.get("s") || "";
  // A salt has 32 signs: else letters could be moved between it and the name.
  if (!name || !crypto.subtle) return;
  const whole = /^[0-9a-f]{32}$/.test(salt);
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name + salt));
  const seal = [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const same = whole && seal === box.dataset.seal;
  const shown = box.querySelector(`[data-case="${same ? "same" : "other"}"]`);
  shown.querySelector(".eg-name").textContent = name;
  shown.hidden = false;
  // A green word beside a name that is not the holder's would be read first.
  const valid = document.getElementById("valid");
  if (valid && !same) valid.hidden = true;
  box.querySelector(".eg-name-none").hidden = true;
})();
