// Sets the chosen theme before anything is painted. A classic script on purpose: modules run too late for that.
try {
  const theme = localStorage.getItem('sapa.theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be switched off; the system's wish then decides.
}
