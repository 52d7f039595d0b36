/** How pages for strangers look, in the colours of the app (src/app/theme/tokens.css): they are loaded without it. */
export const style = `
:root{color-scheme:light dark;--ground:#f6f8fa;--surface:#fff;--line:#c3cdd8;--control:#8593a5;--ink:#0f172a;--muted:#45556c;--primary:#0f766e;--press:#0a524d;--on:#fff;--link:#0c665f;--soft:#e2f2f0;--bad:#b03a25;--bad-soft:#fdeeea;--warn:#8a3f06;--warn-soft:#fdf3e1}
@media (prefers-color-scheme:dark){:root{--ground:#0b1017;--surface:#111821;--line:#34424f;--control:#64748b;--ink:#e8edf3;--muted:#a9b6c5;--primary:#2bb5a6;--press:#63d2c6;--on:#04211e;--link:#5fd0c3;--soft:#10302f;--bad:#f6a391;--bad-soft:#36201c;--warn:#f5c761;--warn-soft:#33270f}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;background:var(--ground);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere}
main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem}
header{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 0;color:var(--muted)}
header p{margin:0}
header strong{color:var(--ink)}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}
h2{font-size:1.125rem;margin:1.75rem 0 .5rem}
h2.day{font-size:1rem;margin:1.25rem 0 .5rem}
h2.day::first-letter,.when::first-letter{text-transform:uppercase}
p{margin:.5rem 0}
.lines{white-space:pre-line}
.muted{color:var(--muted)}
a{color:var(--link)}
ul{list-style:none;margin:0;padding:0}
.card{background:var(--surface);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:0 0 1rem}
.card h2:first-child{margin-top:0}
.choices{display:grid;gap:.5rem;margin-top:.75rem}
.choice{display:block;padding:.75rem 1rem;border:1px solid var(--control);border-radius:.5rem;text-decoration:none;color:inherit;background:var(--surface)}
.choice:hover{background:var(--soft)}
.choice b{color:var(--link)}
.slots{display:grid;grid-template-columns:repeat(auto-fill,minmax(5.25rem,1fr));gap:.5rem}
.slots a,.slots label{display:flex;align-items:center;justify-content:center;gap:.4rem;min-height:2.75rem;border:1px solid var(--control);border-radius:.5rem;background:var(--surface);color:var(--link);font-weight:600;text-decoration:none;font-variant-numeric:tabular-nums;cursor:pointer}
.slots a:hover,.slots label:hover{background:var(--soft)}
.when{font-size:1.125rem;font-weight:600}
.field{margin:1rem 0}
.field>label{display:block;font-weight:600;margin-bottom:.25rem}
.field input,.field textarea,.field select{width:100%;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--control);border-radius:.5rem;padding:.625rem .75rem;min-height:2.75rem}
.field textarea{min-height:5rem}
.check{display:flex;gap:.625rem;align-items:flex-start;margin:1rem 0}
.check input{width:1.25rem;height:1.25rem;flex:none;margin:.15rem 0 0;accent-color:var(--primary)}
input[type=radio]{accent-color:var(--primary)}
[aria-invalid=true]{border-color:var(--bad)!important}
.wrong{color:var(--bad);margin:.25rem 0 0}
.note{border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1rem;background:var(--soft)}
.note.bad{background:var(--bad-soft);color:var(--bad)}
.note.warn{background:var(--warn-soft);color:var(--warn)}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid var(--primary);border-radius:.5rem;background:var(--primary);color:var(--on);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
button:hover,.button:hover{background:var(--press)}
.quiet{background:var(--surface);color:var(--link);border-color:var(--control)}
.quiet:hover{background:var(--soft)}
button[aria-disabled=true]{opacity:.7;cursor:progress}
.row{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0}
.row form{margin:0}
details{margin:1rem 0}
summary{cursor:pointer;min-height:1.75rem;color:var(--link)}
:focus-visible{outline:3px solid var(--primary);outline-offset:2px}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}
dt{color:var(--muted)}
dd{margin:0}
@media (max-width:24rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
`.trim()

/**
 * What a browser with scripts gets besides: the number is grouped while it is typed, and a form is sent once. The page does
 * all of its work without it.
 */
export const script = `
(function () {
  'use strict'
  var phone = document.querySelector('input[type=tel]')
  if (phone) phone.addEventListener('input', function () {
    if (phone.selectionStart !== phone.value.length || /^\\s*\\+/.test(phone.value)) return
    var digits = phone.value.replace(/\\D/g, '')
    if (digits.length > 11) return
    var area = digits.slice(0, 2), rest = digits.slice(2), cut = rest.length > 8 ? 5 : 4
    phone.value = rest ? '(' + area + ') ' + rest.slice(0, cut) + (rest.length > cut ? '-' + rest.slice(cut) : '') : area
  })
  var sent = false
  document.addEventListener('submit', function (event) {
    if (sent) return event.preventDefault()
    sent = true
    var button = event.target.querySelector('button')
    if (button) button.setAttribute('aria-disabled', 'true')
  })
  window.addEventListener('pageshow', function () {
    sent = false
    document.querySelectorAll('button[aria-disabled]').forEach(function (button) { button.removeAttribute('aria-disabled') })
  })
})()
`.trim()

/** The style or the script of a page, as an answer. */
export const asset = (text: string, type: 'text/css' | 'text/javascript'): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    },
  })
