import type { WaitingOffer } from './database.ts'

/** What each state says to whoever was asked; `{name}` comes from the offer. */
const texts: Record<WaitingOffer['state'], { title: string; text: string }> = {
  queued: {
    title: 'Só um instante',
    text: 'Esta oferta ainda não começou. Abra o link de novo daqui a pouco.',
  },
  open: {
    title: 'Abriu um horário para você',
    text: 'Responda até {until}. Sem resposta, a vaga vai para a próxima pessoa.',
  },
  unsent: { title: 'Este link não vale mais', text: 'Se ainda quiser um horário, fale com a clínica.' },
  accepted: {
    title: 'Pronto! O horário é seu',
    text: 'Sua sessão está marcada. Se algo mudar, avise a clínica pelo WhatsApp.',
  },
  refused: {
    title: 'Tudo bem!',
    text: 'A vaga vai para a próxima pessoa, e você continua na lista de espera.',
  },
  expired: {
    title: 'O prazo desta oferta passou',
    text: 'Você continua na lista de espera: avisamos quando abrir outro horário.',
  },
  withdrawn: {
    title: 'Esta oferta foi retirada',
    text: 'Você pode falar com a clínica pelo WhatsApp para ver outros horários.',
  },
  filled: {
    title: 'Este horário já foi preenchido',
    text: 'Obrigado por responder! Você continua na lista de espera: avisamos quando abrir outro horário.',
  },
  unknown: {
    title: 'Este link não é válido',
    text: 'Confira se ele veio inteiro na mensagem, ou fale com a clínica.',
  },
  limited: { title: 'Muitas tentativas', text: 'Espere alguns minutos e abra o link de novo.' },
}

const style = `
:root{color-scheme:light dark;--bg:#f6f4ef;--card:#fff;--ink:#1f2a2e;--muted:#56646a;--line:#d9d4c8;--go:#0b6b5d;--on:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#12181a;--card:#1b2326;--ink:#eef2f1;--muted:#a9b7bb;--line:#37444a;--go:#5fd0bb;--on:#06231e}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--bg);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:28rem;padding:1.75rem;background:var(--card);border:1px solid var(--line);border-radius:1rem}
h1{margin:.25rem 0 .75rem;font-size:1.5rem;line-height:1.25}
p{margin:.5rem 0}
.clinic,.text{color:var(--muted)}
.when{margin:1rem 0;padding:1rem;border-radius:.75rem;background:var(--bg);font-weight:600;font-size:1.125rem}
.when span{display:block;font-weight:400;font-size:1rem;color:var(--muted)}
form{display:grid;gap:.75rem;margin-top:1.25rem}
button{min-height:3rem;border-radius:.75rem;border:1px solid var(--line);background:transparent;color:inherit;font:inherit;font-weight:600;cursor:pointer}
button.go{background:var(--go);border-color:var(--go);color:var(--on)}
button:focus-visible{outline:3px solid var(--go);outline-offset:2px}`

/** The page of an offer, whole in one answer: no script, nothing to fetch. */
export function offerPage(offer: WaitingOffer, token: string): string {
  const { title, text } = texts[offer.state]
  const shown = text.replace('{until}', offer.until ?? '')
  const isAbout = offer.state === 'open' || offer.state === 'accepted'
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
<body>
<main>
${offer.clinic_name === undefined ? '' : `<p class="clinic">${plain(offer.clinic_name)}</p>`}
<h1>${plain(title)}</h1>
${isAbout ? `<p class="when">${plain(capitalised(offer.when ?? ''))}<span>com ${plain(offer.therapist_name ?? '')}</span></p>` : ''}
<p class="text">${plain(shown)}</p>
${offer.state === 'open' ? buttons(token) : ''}
</main>
</body>
</html>`
}

/** The address of the form is that of the page, without its query: the token goes in the body. */
const buttons = (token: string) => `<form method="post" action="waiting-offer">
<input type="hidden" name="token" value="${plain(token)}"/>
<button class="go" type="submit" name="answer" value="yes">Quero este horário</button>
<button type="submit" name="answer" value="no">Não posso</button>
</form>`

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as XML takes it; names are plain lines already, so nothing that XML forbids is in them. */
const plain = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
