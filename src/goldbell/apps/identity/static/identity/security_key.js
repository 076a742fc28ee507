/* When the security key does not answer – taken out, cancelled, not the right one – the page says so instead of only the console. */
document.addEventListener("allauth.error", (event) => {
  const note = document.getElementById("security_key_failed");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
  note.focus();
});
