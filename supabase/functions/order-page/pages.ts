import { orderPageBase as base } from '../_shared/commerce/order-page-address.ts'
import type { OrderPage, OrderSection } from '../_shared/commerce/order-page-service.ts'
import { html, type Markup } from '../_shared/platform/html.ts'
import { script } from '../_shared/platform/public-page.ts'
import { qrCode } from './qr.ts'

/** Beside what all pages for strangers have. */
export const orderStyle = `
table{border-collapse:collapse;width:100%}
td,th{padding:.5rem .25rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
td:last-child,th:last-child{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tfoot td,tfoot th{border-bottom:0;padding-top:.25rem;padding-bottom:.25rem}
tfoot .sum{font-weight:700;font-size:1.125rem}
.due{font-size:1.75rem;font-weight:700;line-height:1.2;font-variant-numeric:tabular-nums}
.qr{display:block;width:15rem;max-width:100%;height:auto;border-radius:.5rem}
.code{width:100%;min-height:6rem;font:.8125rem/1.4 ui-monospace,monospace;color:inherit;background:var(--ground);border:1px solid var(--control);border-radius:.5rem;padding:.75rem;resize:vertical}
footer{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem;color:var(--muted);font-size:.875rem;border-top:1px solid var(--line)}
@media print{header,.no-print,footer a{display:none}.card{border:0;padding:0}html{background:#fff;color:#000}}
`

/** With a script: the code is copied by a press, and whoever comes back from their bank sees the page anew. */
export const orderScript = `${script}
;(function () {
  'use strict'
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    button.hidden = false
    button.addEventListener('click', function () {
      var field = document.getElementById(button.getAttribute('data-copy'))
      field.select()
      navigator.clipboard.writeText(field.value).then(function () {
        document.getElementById('copied').textContent = 'Código copiado. Cole no aplicativo do seu banco.'
      })
    })
  })
  document.querySelectorAll('[data-print]').forEach(function (button) {
    button.hidden = false
    button.addEventListener('click', function () { window.print() })
  })
  if (document.querySelector('[data-waits]')) document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'visible') window.location.reload()
  })
})()`

const reais = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })
const money = (cents: number): string => reais.format(cents / 100)

/** "sáb., 12 de dez., 14:00", on the clinic's clock. */
const moment = (local: string): string =>
  new Intl.DateTimeFormat('pt-BR', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(new Date(`${local}Z`))

/** "12 de dezembro de 2026". */
const day = (local: string): string =>
  new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${local}Z`))

const methods: Record<string, string> = {
  pix: 'PIX',
  cash: 'Dinheiro',
  card: 'Cartão',
  transfer: 'Transferência',
}
const methodOf = (method: string): string => methods[method] ?? 'Outra forma'

function frame(title: string, content: Markup, seller: OrderPage['seller'] | null): Markup {
  return html`<html lang="pt-BR">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>${title}${seller && ` · ${seller.clinic}`}</title>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="${base}/page.css" />
      <script src="${base}/page.js" defer></script>
    </head>
    <body>
      ${
        seller &&
        html`<header>
          <p><strong>${seller.clinic}</strong></p>
        </header>`
      }
      <main>${content}</main>
      ${seller && footer(seller)}
    </body>
  </html>`
}

const footer = (seller: OrderPage['seller']): Markup =>
  html`<footer>
    ${seller.legal_name && html`<p>${seller.legal_name}${seller.tax_id && ` · ${seller.tax_id}`}</p>`}
    ${seller.address && html`<p>${seller.address}</p>`}
    ${(seller.phone || seller.email) && html`<p>${[seller.phone, seller.email].filter(Boolean).join(' · ')}</p>`}
    ${
      seller.policy_text &&
      html`<details>
        <summary>Entrega, trocas e devoluções</summary>
        <p class="lines">${seller.policy_text}</p>
      </details>`
    }
    ${seller.slug && html`<p class="no-print"><a href="/loja/${seller.slug}">Ver a loja</a></p>`}
  </footer>`

/** A page that only says something. */
export const messagePage = (title: string, text: string): Markup =>
  frame(
    title,
    html`<h1>${title}</h1>
      <p>${text}</p>`,
    null,
  )

/** A page of its own beside the order's. */
export const plainPage = (title: string, content: Markup): Markup => frame(title, content, null)

/** Leads to Stripe. A link and no redirect: the answer to a form may not lead to another address. */
export const openingPage = (address: string): Markup =>
  html`<html lang="pt-BR">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="refresh" content="0;url=${address}" />
      <title>Abrindo o pagamento</title>
      <link rel="stylesheet" href="${base}/page.css" />
    </head>
    <body>
      <main>
        <h1>Abrindo o pagamento…</h1>
        <p><a class="button" href="${address}">Continuar para o pagamento</a></p>
      </main>
    </body>
  </html>`

export interface PageState {
  /** Of this page, where its forms go. */
  address: string
  /** Of the press that a form is. */
  id: string
  /** Whoever looks was just at Stripe. */
  comesBack: boolean
  /** Why a payment did not begin. */
  problem: string | null
  /** The CPF as it was typed. */
  typed: string
}

/** An order: how it stands, what is to pay, what was bought. */
export function orderPage(order: OrderPage, state: PageState): Markup {
  return frame(
    `Pedido nº ${order.number}`,
    html`<h1>Pedido nº ${order.number}</h1>
      ${state.problem && html`<p class="note bad" role="alert">${state.problem}</p>`}
      ${standing(order, state)} ${order.due_cents > 0 && payment(order, state)} ${goods(order, state)}
      ${order.times.length > 0 && times(order)} ${order.seats.length > 0 && seats(order)}
      ${order.delivery && delivery(order.delivery)} ${order.sections.map(section)} ${lines(order)}
      ${receipt(order)} ${withdrawal(order)}`,
    order.seller,
  )
}

/** How it stands, in a sentence. */
function standing(order: OrderPage, { comesBack }: PageState): Markup {
  const say = (text: string, tone = '') => html`<p class="note ${tone}" role="status">${text}</p>`
  if (order.payments.some(({ is_late }) => is_late))
    return say(
      'Recebemos um pagamento depois que este pedido já estava encerrado ou pago. Seu dinheiro está guardado, e a clínica vai falar com você.',
      'warn',
    )
  if (order.is_expired)
    return html`${say(
      'O prazo para pagar terminou, e o que estava reservado foi liberado. Para comprar, faça um novo pedido ou fale com a clínica.',
      'warn',
    )}
    ${order.seller.slug && html`<p class="row no-print"><a class="button" href="/loja/${order.seller.slug}">Ver a loja</a></p>`}`
  if (order.state === 'cancelled')
    return say(
      order.refunded_cents > 0 ? 'Pedido cancelado, com devolução do que foi pago.' : 'Pedido cancelado.',
      'warn',
    )
  if (order.state === 'returned') return say('Tudo deste pedido foi devolvido.')
  if (order.due_cents > 0) {
    if (order.waits_for_voucher)
      return say('O boleto foi emitido. Assim que ele for pago, este pedido é confirmado.')
    if (comesBack)
      return say('O pagamento está sendo confirmado. Se já pagou, atualize a página em alguns instantes.')
    if (order.paid_cents > 0) return say(`Recebemos ${money(order.paid_cents)}. Falta uma parte.`, 'warn')
    return say(
      order.expires_local
        ? `Aguardando pagamento. Fica reservado para você até ${moment(order.expires_local)}.`
        : 'Aguardando pagamento.',
      'warn',
    )
  }
  if (order.state === 'fulfilled') return say('Pago e entregue. Obrigado!')
  return say(order.total_cents > 0 ? 'Pagamento recebido. Obrigado!' : 'Pedido confirmado. Obrigado!')
}

function payment(order: OrderPage, { address, id, typed }: PageState): Markup {
  const { ways, pix } = order
  const form = (way: string, content: Markup) =>
    html`<form method="post" action="${address}">
      <input type="hidden" name="id" value="${id}" />
      <input type="hidden" name="como" value="${way}" />
      ${content}
    </form>`
  return html`<section class="card no-print" aria-labelledby="pagar" data-waits>
    <h2 id="pagar">A pagar</h2>
    <p class="due">${money(order.due_cents)}</p>
    ${pix && pixCode(pix)}
    <div class="row">
      ${ways.card && form('card', html`<button>Pagar com cartão</button>`)}
      ${
        ways.pix &&
        !pix &&
        form(
          'pix',
          html`${
              ways.needs_document &&
              html`<div class="field">
                <label for="cpf">CPF de quem paga</label>
                <input
                  id="cpf"
                  name="cpf"
                  value="${typed}"
                  inputmode="numeric"
                  autocomplete="off"
                  required
                  maxlength="20"
                />
              </div>`
            }<button class="${ways.card ? 'quiet' : ''}">Pagar com PIX</button>`,
        )
      }
      <a class="button quiet" href="${address}">Já paguei: atualizar</a>
    </div>
    ${!ways.card && !ways.pix && html`<p>Combine o pagamento com a clínica.</p>`}
  </section>`
}

const pixCode = ({ amount_cents, copy_paste }: NonNullable<OrderPage['pix']>): Markup =>
  html`<div id="pix">
    <h3>PIX de ${money(amount_cents)}</h3>
    <p>Aponte a câmera do aplicativo do seu banco para o código, ou copie e cole o texto.</p>
    ${qrCode(copy_paste, 'QR code do PIX')}
    <div class="field">
      <label for="codigo">PIX copia e cola</label>
      <textarea id="codigo" class="code" readonly>${copy_paste}</textarea>
    </div>
    <p><button type="button" data-copy="codigo" hidden>Copiar código</button></p>
    <p id="copied" class="muted" role="status"></p>
  </div>`

/** What the money bought at once: vouchers to show, files to download. */
function goods({ goods: { vouchers, files } }: OrderPage, { address }: PageState): Markup {
  const left = (count: number) => (count === 1 ? 'mais 1 vez' : `mais ${count} vezes`)
  return html`${
    vouchers.length > 0 &&
    html`<h2>${vouchers.length === 1 ? 'Seu vale' : 'Seus vales'}</h2>
      <p class="no-print">Mostre o código na clínica. Cada vale é usado uma vez.</p>
      <ul>
        ${vouchers.map(
          (voucher) =>
            html`<li class="card">
              <p><strong>${voucher.name}</strong></p>
              ${voucher.start_local && html`<p class="when">${moment(voucher.start_local)}</p>`}
              ${voucher.place && html`<p>${voucher.place}</p>`}
              ${
                voucher.is_void
                  ? html`<p class="note warn">Este vale não vale mais.</p>`
                  : voucher.redeemed_at
                    ? html`<p class="note">Usado. Obrigado!</p>`
                    : html`${qrCode(voucher.code, `QR code do vale ${voucher.code}`)}
                        <p class="due">${voucher.code.slice(0, 5)}-${voucher.code.slice(5)}</p>`
              }
            </li>`,
        )}
      </ul>`
  }
  ${
    files.length > 0 &&
    html`<section class="card no-print" aria-labelledby="arquivos">
      <h2 id="arquivos">Seus arquivos</h2>
      <ul>
        ${files.map(
          (one) =>
            html`<li>
              <p>
                ${
                  one.is_open
                    ? html`<a
                        class="button quiet"
                        rel="nofollow"
                        href="${address.replace('?', '/arquivo?')}&item=${one.item_id}&arquivo=${one.file_id}"
                        >Baixar ${one.name}</a
                      >`
                    : html`<strong>${one.name}</strong>`
                }
              </p>
              <p class="muted">
                ${one.is_open ? `Até ${moment(one.expires_local)}, ${left(one.left)}.` : 'O prazo ou o número de vezes acabou. Fale com a clínica.'}
              </p>
            </li>`,
        )}
      </ul>
    </section>`
  }`
}

const times = (order: OrderPage): Markup =>
  html`<h2>Horários</h2>
    <ul>
      ${order.times.map(
        (time) =>
          html`<li class="card">
            <p><strong>${time.name}</strong></p>
            <p class="when">${moment(time.start_local)}</p>
            <p>${time.therapist}${time.is_online && ' · por vídeo'}</p>
            ${time.is_cancelled && html`<p class="note warn">Este horário foi desmarcado. Fale com a clínica.</p>`}
          </li>`,
      )}
    </ul>`

function daysOf(from: number | null, to: number): string {
  if (from !== null && from !== to) return `Em ${from} a ${to} dias úteis`
  return to === 1 ? 'Em até 1 dia útil' : `Em até ${to} dias úteis`
}

const delivery = (way: NonNullable<OrderPage['delivery']>): Markup =>
  html`<h2>${way.delivery_kind === 'pickup' ? 'Retirada' : 'Entrega'}</h2>
    <div class="card">
      <p><strong>${way.delivery_name}</strong></p>
      ${way.days_max !== null && html`<p>${daysOf(way.days_min, way.days_max)} depois do pagamento.</p>`}
      ${way.note && html`<p>${way.note}</p>`}
      ${
        way.street &&
        html`<p>
          ${[`${way.street}, ${way.number ?? ''}`, way.complement, way.district].filter(Boolean).join(', ')}<br />${[way.city, way.state].filter(Boolean).join(' - ')},
          CEP ${way.cep?.replace(/^(\d{5})(\d{3})$/, '$1-$2')}
        </p>`
      }
    </div>`

const seats = (order: OrderPage): Markup =>
  html`<h2>Datas</h2>
    <ul>
      ${order.seats.map(
        (seat) =>
          html`<li class="card">
            <p><strong>${seat.name}</strong></p>
            <p class="when">${moment(seat.start_local)}</p>
            ${seat.place && html`<p>${seat.place}</p>`}
            <p class="muted">${seat.quantity === 1 ? '1 vaga' : `${seat.quantity} vagas`}</p>
            ${seat.is_cancelled && html`<p class="note warn">Esta data foi cancelada. Fale com a clínica.</p>`}
          </li>`,
      )}
    </ul>`

const section = ({ title, text, items }: OrderSection): Markup =>
  html`<section class="card">
    <h2>${title}</h2>
    ${text && html`<p class="lines">${text}</p>`}
    ${
      items &&
      items.length > 0 &&
      html`<ul>
        ${items.map(
          ({ label, detail, href }) =>
            html`<li>
              ${href ? html`<a href="${href}">${label}</a>` : html`<strong>${label}</strong>`}
              ${detail && html`<span class="muted">${detail}</span>`}
            </li>`,
        )}
      </ul>`
    }
  </section>`

const lines = (order: OrderPage): Markup =>
  html`<h2>O que você comprou</h2>
    <table>
      <tbody>
        ${order.items.map(
          (item) =>
            html`<tr>
              <td>
                ${item.name}
                ${
                  item.quantity > 1 &&
                  html`<br /><span class="muted">${item.quantity} × ${money(item.price_cents)}</span>`
                }
                ${
                  item.returned > 0 &&
                  html`<br /><span class="muted"
                      >${item.returned === 1 ? '1 devolvido' : `${item.returned} devolvidos`}</span
                    >`
                }
              </td>
              <td>${money(item.total_cents)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        ${
          order.discount_cents > 0 &&
          html`<tr>
            <th scope="row">Desconto</th>
            <td>− ${money(order.discount_cents)}</td>
          </tr>`
        }
        <tr class="sum">
          <th scope="row"><strong>Total</strong></th>
          <td><strong>${money(order.total_cents)}</strong></td>
        </tr>
      </tfoot>
    </table>`

/** What came and what went back; once all is paid it is the receipt. */
function receipt(order: OrderPage): Markup | null {
  if (order.payments.length === 0 && order.refunds.length === 0) return null
  const isReceipt = order.due_cents === 0 && order.state !== 'cancelled' && order.paid_cents > 0
  const { seller } = order
  return html`<section aria-labelledby="recibo">
    <h2 id="recibo">${isReceipt ? 'Recibo' : 'Pagamentos'}</h2>
    ${
      isReceipt &&
      html`<p>
        ${seller.legal_name ?? seller.clinic}${seller.tax_id && `, ${seller.tax_id},`} recebeu
        ${money(order.paid_cents)} pelo pedido nº ${order.number}, de ${day(order.created_local)}.
      </p>`
    }
    <table>
      <tbody>
        ${order.payments.map(
          ({ amount_cents, method, at_local, is_late }) =>
            html`<tr>
              <td>
                ${methodOf(method)}${is_late && ' (fora do prazo)'}<br /><span class="muted"
                  >${moment(at_local)}</span
                >
              </td>
              <td>${money(amount_cents)}</td>
            </tr>`,
        )}
        ${order.refunds.map(
          ({ amount_cents, kind, state, at_local }) =>
            html`<tr>
              <td>
                ${kind === 'credit' ? 'Devolvido como crédito na clínica' : state === 'pending' ? 'Devolução a caminho' : 'Devolvido'}<br /><span
                  class="muted"
                  >${moment(at_local)}</span
                >
              </td>
              <td>− ${money(amount_cents)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${isReceipt && html`<p class="no-print"><button type="button" class="quiet" data-print hidden>Imprimir</button></p>`}
  </section>`
}

/** The law's seven days, for what was not bought at the clinic (Código de Defesa do Consumidor, art. 49). */
const withdrawal = (order: OrderPage): Markup | null =>
  order.channel === 'desk' || order.state === 'cancelled' || order.state === 'returned'
    ? null
    : html`<section class="no-print">
        <h2>Desistência em 7 dias</h2>
        <p>
          Compras a distância podem ser desfeitas em até 7 dias depois da compra ou do recebimento, sem dar
          motivo, com devolução de tudo o que foi pago. Para desistir, fale com a
          clínica${order.seller.phone && ` pelo ${order.seller.phone}`}${order.seller.email && ` ou por ${order.seller.email}`}.
        </p>
      </section>`
