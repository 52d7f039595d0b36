import type { LeadAnswers, SentLeadForm, ShownLeadForm } from './database.ts'

const style = `
:root{color-scheme:light dark;--bg:#fff;--ink:#1f2a2e;--muted:#56646a;--line:#8a949a;--go:#0b6b5d;--on:#fff;--bad:#a3262f}
@media (prefers-color-scheme:dark){:root{--bg:#1b2326;--ink:#eef2f1;--muted:#a9b7bb;--line:#6b7a80;--go:#5fd0bb;--on:#06231e;--bad:#ff9aa2}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--bg);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:32rem;margin:0 auto}
h1{margin:0 0 .5rem;font-size:1.375rem;line-height:1.25}
p{margin:.5rem 0;white-space:pre-line}
.muted{color:var(--muted)}.bad{color:var(--bad)}
form{display:grid;gap:.875rem;margin-top:1rem}
label{display:grid;gap:.25rem;font-weight:600}
input,textarea{width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.625rem;background:transparent;color:inherit;font:inherit}
textarea{min-height:6rem}
button{min-height:3rem;border:0;border-radius:.75rem;background:var(--go);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
input:focus-visible,textarea:focus-visible,button:focus-visible{outline:3px solid var(--go);outline-offset:2px}
.more{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}`

const plain = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // what XML does not know at all
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

function page(title: string, body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="pt-BR" xml:lang="pt-BR">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="robots" content="noindex"/>
<title>${plain(title)}</title>
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>`
}

/** Who cannot fill the form in, and why. */
export function closedPage(state: 'unknown' | 'limited'): string {
  return state === 'limited'
    ? page('Muitas tentativas', '<h1>Muitas tentativas</h1><p>Espere alguns minutos e tente de novo.</p>')
    : page(
        'Formulário indisponível',
        '<h1>Este formulário não está disponível</h1><p>Fale com a clínica.</p>',
      )
}

/** What stands there when the answer has arrived. */
export function thanksPage(sent: SentLeadForm): string {
  const text = sent.thanks ?? 'Recebemos seus dados. A clínica entra em contato com você.'
  return page('Obrigado', `<h1>Obrigado!</h1><p role="status">${plain(text)}</p>`)
}

const problems: Record<string, string> = {
  full_name: 'Escreva seu nome.',
  email: 'Escreva um e-mail ou um telefone válido.',
  phone: 'Escreva um telefone com DDD, ou um e-mail.',
}

/** The form, whole in one answer: no script. `seal` says when the page was made; what was typed stands there again. */
export function formPage(
  form: ShownLeadForm,
  formId: string,
  seal: string,
  answers: Partial<LeadAnswers>,
  sent: SentLeadForm | null,
): string {
  const wrong = new Set(sent?.problems ?? [])
  const field = (name: 'full_name' | 'phone' | 'email' | 'company', label: string, rest: string) =>
    `<label>${label}<input name="${name}" value="${plain(answers[name] ?? '')}" ${rest}${
      wrong.has(name) ? ` aria-invalid="true" aria-describedby="bad-${name}"` : ''
    }/></label>${wrong.has(name) ? `<p class="bad" id="bad-${name}">${problems[name] ?? ''}</p>` : ''}`
  const utm = Object.entries(answers.utm ?? {})
    .map(([key, value]) => `<input type="hidden" name="utm_${key}" value="${plain(value)}"/>`)
    .join('')
  return page(
    form.title ?? '',
    `<p class="muted">${plain(form.clinic_name ?? '')}</p>
<h1>${plain(form.title ?? '')}</h1>
${form.intro ? `<p>${plain(form.intro)}</p>` : ''}
${sent?.state === 'stale' ? '<p class="bad" role="alert">A página ficou aberta por muito tempo. Confira e envie de novo.</p>' : ''}
<form method="post" action="?form=${plain(formId)}">
<input type="hidden" name="seal" value="${plain(seal)}"/>${utm}
${field('full_name', 'Nome', 'autocomplete="name" maxlength="120" required="required"')}
${field('phone', 'Telefone ou WhatsApp', 'type="tel" autocomplete="tel" maxlength="30"')}
${field('email', 'E-mail', 'type="email" autocomplete="email" maxlength="200"')}
${form.asks_company ? field('company', 'Empresa', 'autocomplete="organization" maxlength="120"') : ''}
${form.asks_message ? `<label>Mensagem<textarea name="message" maxlength="2000">${plain(answers.message ?? '')}</textarea></label>` : ''}
<div class="more" aria-hidden="true"><label>Site<input name="website" tabindex="-1" autocomplete="off" value=""/></label></div>
<button type="submit">Enviar</button>
<p class="muted">Seus dados vão só para a clínica, para ela responder a você.</p>
</form>`,
  )
}
