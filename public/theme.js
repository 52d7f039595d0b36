/* Sets the remembered theme before the first paint; src/kit/color-mode.ts takes over. */
;(function () {
  var mode = null
  try {
    mode = localStorage.getItem('zelo.theme')
  } catch {
    /* Storage is refused: follow the system. */
  }
  var dark = mode === 'dark' || (mode !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
})()
