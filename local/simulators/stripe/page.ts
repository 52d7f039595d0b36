import type { Checkout } from './service.ts'

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one)
const money = (cents: number) =>
  (cents / 100).toLocaleString('pt-BR', { style: 'currency', currency: 'BRL' }).replace(/\u00a0/g, ' ')

/** The page of a checkout: a form without a script, so that a browser test and a phone can both pay. */
export function checkoutPage(session: Checkout, merchant: string, refused: boolean): string {
  const button = (action: string, label: string, kind = '') =>
    `<button name="action" value="${action}" class="${kind}">${label}</button>`
  const body =
    session.status === 'open'
      ? `${refused ? '<p role="alert">Seu cartão foi recusado. Tente outro.</p>' : ''}
<form method="post">${button('pay', `Pagar ${money(session.amount_total)}`, 'main')}
${button('pay_later', 'Gerar boleto')}${button('decline', 'Cartão recusado')}</form>
<p><a href="${escape(session.cancel_url)}">Voltar para a loja</a></p>`
      : session.status === 'expired'
        ? '<p>Este link expirou.</p>'
        : session.payment_status === 'paid'
          ? '<p>Pagamento recebido.</p>'
          : `<p>Boleto gerado. Aguardando o pagamento.</p><form method="post">${button('settle', 'Boleto pago', 'main')}${button('fail', 'Boleto venceu')}</form>`
  return `<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Checkout simulado</title><style>
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f6f8fa;color:#1a1f36}
main{max-width:26rem;margin:8vh auto;padding:2rem;background:#fff;border-radius:12px;box-shadow:0 1px 8px #0002}
h1{font-size:1.1rem;margin:0}strong{font-size:2rem;display:block}
button{width:100%;margin:.35rem 0;padding:.8rem;border:1px solid #b6bcc8;border-radius:8px;background:#fff;font:inherit;cursor:pointer}
.main{background:#0055bc;border-color:#0055bc;color:#fff}a{color:#0055bc}
</style></head><body><main><h1>${escape(merchant)}</h1><p>${escape(session.title)}</p><strong>${money(session.amount_total)}</strong>
${body}<p>Stripe simulada: nenhum dinheiro se move.</p></main></body></html>`
}
