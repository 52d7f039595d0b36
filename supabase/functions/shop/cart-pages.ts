import type {
  Buyer,
  BuyerProblems,
  Cart,
  Quote,
  QuotedLine,
  ShippingWay,
  ShopFrame,
  ShopItem,
  ShopTimes,
} from '../_shared/commerce/shop-service.ts'
import { html, type Markup } from '../_shared/platform/html.ts'
import { keyOf } from './cart.ts'
import { frame, moment, money, writtenCep } from './frame.ts'
import { base } from './sitemap.ts'

export type Note = { tone?: 'bad' | 'warn'; text: string } | null

/** Beside what the pages of the shop have. */
export const cartStyle = `
.buy{display:grid;gap:.75rem}
.buy .field{margin:0}
.lines-of-cart li{display:grid;gap:.5rem 1rem;grid-template-columns:1fr auto;padding:1rem 0;border-bottom:1px solid var(--line)}
.lines-of-cart{margin-bottom:1rem}
.lines-of-cart .act{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.lines-of-cart form{display:flex;gap:.5rem;align-items:center;margin:0}
.lines-of-cart input{width:4.5rem;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--control);border-radius:.5rem;padding:.5rem;min-height:2.75rem}
.sums{display:grid;grid-template-columns:1fr auto;gap:.25rem 1rem;font-variant-numeric:tabular-nums}
.sums dd{text-align:right}
.sums .sum{font-weight:700;font-size:1.25rem}
.inline{display:flex;gap:.5rem;align-items:end;flex-wrap:wrap}
.inline .field{margin:0;flex:1;min-width:10rem}
fieldset{border:0;padding:0;margin:1.5rem 0 0}
legend{font-size:1.125rem;font-weight:700;padding:0}
.pair{display:grid;gap:0 1rem}
@media (min-width:36rem){.pair{grid-template-columns:2fr 1fr}}
`

/** A note above a page. */
export const noteOf = (note: Note): Markup | null =>
  note && html`<p class="note ${note.tone ?? ''}" role="${note.tone ? 'alert' : 'status'}">${note.text}</p>`

const cartAddress = (slug: string) => `${base}/${slug}/carrinho`
const checkoutAddress = (slug: string) => `${base}/${slug}/finalizar`

const head = (shop: ShopFrame, title: string, path: string) => ({
  title: `${title} · ${shop.clinic}`,
  description: shop.clinic,
  address: path,
  script: true,
})

/** "segunda-feira, 30 de novembro". */
const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat('pt-BR', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

/** How an item gets into the cart: its variant, its date or time, and how many. */
export function buyForm(shop: ShopFrame, item: ShopItem, times: ShopTimes): Markup | null {
  const variants = item.variants.filter(({ is_available }) => is_available)
  const dates = item.dates.filter(({ free }) => free > 0)
  const isSeats = item.kind === 'experience'
  const [first] = variants
  if (!first || (isSeats && dates.length === 0) || !item.is_available) return null
  if (times.state === 'limited') return null
  if (times.state === 'open' && times.days.length === 0)
    return html`<p class="note warn">Não há horários livres agora. Fale com a clínica.</p>`
  return html`<form class="buy" method="post" action="${cartAddress(shop.slug)}">
    <input type="hidden" name="acao" value="incluir" />
    ${
      variants.length === 1
        ? html`<input type="hidden" name="variante" value="${first.id}" />`
        : html`<div class="field">
            <label for="variante">Opção</label>
            <select id="variante" name="variante">
              ${variants.map(
                ({ id, name, sku, price_cents }) =>
                  html`<option value="${id}">${name || sku}: ${money(price_cents)}</option>`,
              )}
            </select>
          </div>`
    }
    ${
      isSeats &&
      html`<div class="field">
        <label for="data">Data</label>
        <select id="data" name="data" required>
          ${dates.map(
            ({ id, start_local, free }) =>
              html`<option value="${id}">
                ${moment(start_local)} (${free === 1 ? '1 vaga' : `${free} vagas`})
              </option>`,
          )}
        </select>
      </div>`
    }
    ${times.state === 'open' && timesOf(shop, item, times)}
    ${
      times.state !== 'open' &&
      html`<div class="field">
        <label for="quantidade">${isSeats ? 'Vagas' : 'Quantidade'}</label>
        <input id="quantidade" name="quantidade" type="number" min="1" max="99" value="1" required />
      </div>`
    }
    <button>Pôr no carrinho</button>
  </form>`
}

function timesOf(shop: ShopFrame, item: ShopItem, times: Extract<ShopTimes, { state: 'open' }>): Markup {
  return html`<fieldset>
    <legend>Horário</legend>
    <p class="muted">
      ${times.therapist}${times.council && ` · ${times.council}`} · ${times.minutes}
      min${times.is_online && ' · por vídeo'}
    </p>
    ${times.days.map(
      ({ day, slots }) =>
        html`<h2 class="day">${dayInWords(day)}</h2>
          <div class="slots">
            ${slots.map(
              ({ at, time }) =>
                html`<label><input type="radio" name="em" value="${at}" required /> ${time}</label>`,
            )}
          </div>`,
    )}
    ${
      times.next &&
      html`<p><a href="${base}/${shop.slug}/${item.slug}?de=${times.next}">Ver mais dias</a></p>`
    }
  </fieldset>`
}

const problemOf = ({ problem, available }: QuotedLine): string | null => {
  switch (problem) {
    case null:
      return null
    case 'gone':
      return 'Este item não está mais à venda.'
    case 'sold_out':
      return 'Esgotou. Remova o item para continuar.'
    case 'fewer':
      return available === 1
        ? 'Só resta 1. Mude a quantidade.'
        : `Só restam ${available ?? 0}. Mude a quantidade.`
    case 'time_taken':
      return 'Este horário acabou de ser ocupado. Remova o item e escolha outro.'
    default:
      return 'Falta escolher a data. Remova o item e inclua de novo com uma data.'
  }
}

function cartLine(slug: string, line: QuotedLine): Markup {
  const problem = problemOf(line)
  const name = line.name ?? 'Item que saiu da loja'
  const key = keyOf(line)
  const form = (act: string, content: Markup) =>
    html`<form method="post" action="${cartAddress(slug)}">
      <input type="hidden" name="acao" value="${act}" /><input
        type="hidden"
        name="linha"
        value="${key}"
      />${content}
    </form>`
  return html`<li>
    <div>
      ${line.slug ? html`<a href="${base}/${slug}/${line.slug}"><strong>${name}</strong></a>` : html`<strong>${name}</strong>`}
      ${line.at_local && html`<p class="when">${moment(line.at_local)}</p>`}
      ${line.place && html`<p class="muted">${line.place}</p>`}
      ${line.quantity > 1 && line.price_cents !== null && html`<p class="muted">${line.quantity} × ${money(line.price_cents)}</p>`}
    </div>
    <strong class="price">${line.price_cents === null ? '' : money(line.price_cents * line.quantity)}</strong>
    ${problem && html`<p class="wrong act" role="alert">${problem}</p>`}
    <div class="act">
      ${
        !line.has_time &&
        line.problem !== 'gone' &&
        form(
          'mudar',
          html`<input
              type="number"
              name="quantidade"
              min="0"
              max="99"
              value="${line.quantity}"
              aria-label="Quantidade de ${name}"
            />
            <button class="quiet">Mudar</button>`,
        )
      }
      ${form('remover', html`<button class="quiet" aria-label="Remover ${name}">Remover</button>`)}
    </div>
  </li>`
}

const daysOf = ({ days_min: from, days_max: to }: ShippingWay): string =>
  from === null || to === null
    ? ''
    : from === to
      ? to === 1
        ? 'em 1 dia útil'
        : `em ${to} dias úteis`
      : `em ${from} a ${to} dias úteis`

/** The price of all of it, always whole. */
const sums = (quote: Quote): Markup =>
  html`<dl class="sums">
    <dt>Itens</dt>
    <dd>${money(quote.subtotal_cents)}</dd>
    ${
      quote.discount_cents > 0 &&
      html`<dt>Cupom ${quote.coupon}</dt>
        <dd>− ${money(quote.discount_cents)}</dd>`
    }
    ${
      quote.way &&
      html`<dt>${quote.way.name}</dt>
        <dd>${quote.way.price_cents === 0 ? 'Grátis' : money(quote.way.price_cents)}</dd>`
    }
    <dt class="sum">${quote.ships && !quote.way ? 'Total, sem a entrega' : 'Total'}</dt>
    <dd class="sum">${money(quote.total_cents)}</dd>
  </dl>`

/** What somebody wants, what it costs, and how it gets to them; `typedCep` as it was sent, which may be none. */
export function cartPage(
  shop: ShopFrame,
  quote: Quote,
  note: Note = null,
  typedCep: string | null = null,
): Markup {
  const { slug } = shop
  const isEmpty = quote.lines.length === 0
  return frame(
    shop,
    head(shop, 'Carrinho', cartAddress(slug)),
    html`<h1>Carrinho</h1>
      ${noteOf(note)}
      ${
        isEmpty
          ? html`<p class="note">Seu carrinho está vazio.</p>
              <p><a class="button" href="${base}/${slug}">Ver a loja</a></p>`
          : html`<ul class="lines-of-cart">
                ${quote.lines.map((line) => cartLine(slug, line))}
              </ul>
              ${quote.ships && delivery(slug, quote, typedCep)}
              <section class="card" aria-labelledby="cupom-titulo">
                <h2 id="cupom-titulo">Cupom</h2>
                <form class="inline" method="post" action="${cartAddress(slug)}">
                  <input type="hidden" name="acao" value="cupom" />
                  <div class="field">
                    <label for="cupom">Código</label>
                    <input
                      id="cupom"
                      name="cupom"
                      value="${quote.coupon}"
                      maxlength="30"
                      autocomplete="off"
                    />
                  </div>
                  <button class="quiet">Aplicar</button>
                </form>
                ${quote.coupon && !quote.coupon_fits && html`<p class="wrong" role="alert">Este cupom não vale para esta compra.</p>`}
              </section>
              <section class="card" aria-label="Total">
                ${sums(quote)}
                <div class="row">
                  ${
                    quote.is_ready &&
                    (!quote.ships || quote.way) &&
                    html`<a class="button" href="${checkoutAddress(slug)}">Finalizar compra</a>`
                  }
                  <a class="button quiet" href="${base}/${slug}">Continuar comprando</a>
                </div>
                ${quote.ships && !quote.way && html`<p class="muted">Escolha como receber para finalizar.</p>`}
              </section>`
      }`,
  )
}

function delivery(slug: string, quote: Quote, typedCep: string | null): Markup {
  const isWrong = quote.cep === null && typedCep !== null
  return html`<section class="card" aria-labelledby="entrega">
    <h2 id="entrega">Como receber</h2>
    <form method="post" action="${cartAddress(slug)}">
      <input type="hidden" name="acao" value="entrega" />
      <div class="inline">
        <div class="field">
          <label for="cep">CEP</label>
          <input
            id="cep"
            name="cep"
            value="${quote.cep === null ? typedCep : writtenCep(quote.cep)}"
            inputmode="numeric"
            autocomplete="postal-code"
            maxlength="12"
            ${isWrong && html`aria-invalid="true" aria-describedby="cep-ajuda"`}
          />
        </div>
        <button class="quiet">Calcular entrega</button>
      </div>
      ${isWrong && html`<p class="wrong" id="cep-ajuda" role="alert">Escreva os 8 números do CEP, como 01310-100.</p>`}
      ${quote.cep && quote.ways.every(({ kind }) => kind !== 'ship') && html`<p class="note warn">A clínica não entrega neste CEP.</p>`}
      ${
        quote.ways.length > 0 &&
        html`<fieldset>
            <legend>Forma</legend>
            ${quote.ways.map(
              (way) =>
                html`<label class="check"
                  ><input
                    type="radio"
                    name="forma"
                    value="${way.id}"
                    ${way.id === quote.way?.id && html`checked`}
                  /><span
                    ><strong>${way.name}</strong>:
                    ${way.price_cents === 0 ? 'grátis' : money(way.price_cents)} ${daysOf(way)}
                    ${way.note && html`<br /><span class="muted">${way.note}</span>`}</span
                  ></label
                >`,
            )}
          </fieldset>
          <button>Usar esta forma</button>`
      }
    </form>
  </section>`
}

/** What stands beside the tick, and is kept with the order. */
export const notices = (shop: ShopFrame): string =>
  `Compras a distância podem ser desfeitas em até 7 dias depois da compra ou do recebimento, sem dar motivo, com devolução de tudo o que foi pago, pela mesma forma.\n\n` +
  `${shop.legal_name} (${shop.tax_id}) usa seu nome, telefone, e-mail, CPF e endereço para entregar o que você comprou, emitir nota e falar com você sobre o pedido, e os guarda pelo prazo que a lei pede. Você pode pedir seus dados, a correção ou a exclusão a qualquer momento.`

export interface CheckoutState {
  token: string
  typed: Partial<Buyer>
  problems: BuyerProblems
  note: Note
}

const wrongWords: Partial<Record<keyof BuyerProblems, string>> = {
  full_name: 'Escreva seu nome completo.',
  phone: 'Escreva o celular com DDD.',
  email: 'Escreva um e-mail válido.',
  cpf: 'Escreva um CPF válido: a entrega pede.',
  street: 'Escreva a rua.',
  number: 'Escreva o número, ou s/n.',
  city: 'Escreva a cidade.',
  state: 'Escreva a sigla do estado, como SP.',
  cep: 'Escreva o CEP no carrinho.',
  accepted: 'Leia e aceite para continuar.',
}

/** Who buys, where it goes, and what all of it costs. */
export function checkoutPage(
  shop: ShopFrame,
  quote: Quote,
  { token, typed, problems, note }: CheckoutState,
): Markup {
  const { slug } = shop
  const field = (
    name: string,
    label: string,
    key: keyof Buyer,
    attributes: Markup,
    help?: string,
  ): Markup => {
    const problem = problems[key] && wrongWords[key]
    return html`<div class="field">
      <label for="${name}">${label}</label>
      <input
        id="${name}"
        name="${name}"
        value="${String(typed[key] ?? '')}"
        ${attributes}
        ${(problem || help) && html`aria-describedby="${name}-ajuda"`}
        ${problem && html`aria-invalid="true"`}
      />
      ${
        problem
          ? html`<p class="wrong" id="${name}-ajuda">${problem}</p>`
          : help && html`<p class="muted" id="${name}-ajuda">${help}</p>`
      }
    </div>`
  }
  const isSent = quote.way?.kind === 'ship'
  return frame(
    shop,
    head(shop, 'Finalizar compra', checkoutAddress(slug)),
    html`<p><a href="${cartAddress(slug)}">Voltar ao carrinho</a></p>
      <h1>Finalizar compra</h1>
      ${noteOf(note)}
      <div class="item">
        <form method="post" action="${checkoutAddress(slug)}">
          <input type="hidden" name="f" value="${token}" />
          <input type="hidden" name="total" value="${quote.total_cents}" />
          <fieldset>
            <legend>Seus dados</legend>
            ${field('nome', 'Nome completo', 'full_name', html`autocomplete="name" required maxlength="120"`)}
            ${field(
              'telefone',
              'Celular com WhatsApp',
              'phone',
              html`type="tel" inputmode="tel" autocomplete="tel" required maxlength="40"`,
              'Com DDD, como (11) 98765-4321.',
            )}
            ${field(
              'email',
              'E-mail',
              'email',
              html`type="email" autocomplete="email" required maxlength="254"`,
              'Mandamos o pedido e os vales para ele.',
            )}
            ${field(
              'cpf',
              isSent ? 'CPF' : 'CPF (para pagar com PIX)',
              'cpf',
              html`inputmode="numeric" autocomplete="off" maxlength="18" ${isSent && html`required`}`,
            )}
          </fieldset>
          ${
            isSent &&
            html`<fieldset>
              <legend>Endereço de entrega</legend>
              <p>CEP ${quote.cep && writtenCep(quote.cep)} · <a href="${cartAddress(slug)}">trocar</a></p>
              <div class="pair">
                ${field('rua', 'Rua', 'street', html`autocomplete="address-line1" required maxlength="200"`)}
                ${field('numero', 'Número', 'number', html`required maxlength="20"`)}
              </div>
              ${field('complemento', 'Complemento (opcional)', 'complement', html`autocomplete="address-line2" maxlength="100"`)}
              ${field('bairro', 'Bairro', 'district', html`autocomplete="address-level3" maxlength="100"`)}
              <div class="pair">
                ${field('cidade', 'Cidade', 'city', html`autocomplete="address-level2" required maxlength="100"`)}
                ${field('uf', 'Estado', 'state', html`autocomplete="address-level1" required maxlength="2"`)}
              </div>
            </fieldset>`
          }
          <div class="trap" aria-hidden="true">
            <label for="site">Deixe este campo vazio</label>
            <input id="site" name="site" tabindex="-1" autocomplete="off" />
          </div>
          <details ${problems.accepted && html`open`}>
            <summary>Desistência em 7 dias e aviso de privacidade</summary>
            <p class="lines">${notices(shop)}</p>
            ${shop.policy_text && html`<p class="lines">${shop.policy_text}</p>`}
          </details>
          <label class="check"
            ><input
              type="checkbox"
              name="aceite"
              value="1"
              required
              ${typed.accepted && html`checked`}
              ${problems.accepted && html`aria-invalid="true" aria-describedby="aceite-ajuda"`}
            /><span>Li e aceito as condições da compra e o aviso de privacidade</span></label
          >
          ${problems.accepted && html`<p class="wrong" id="aceite-ajuda">${wrongWords.accepted}</p>`}
          <button>Comprar por ${money(quote.total_cents)}</button>
          <p class="muted">
            ${quote.total_cents === 0 ? 'Não há nada a pagar.' : quote.pays_online ? 'O pagamento é na próxima página.' : 'O pagamento é combinado com a clínica.'}
          </p>
        </form>
        <aside class="card" aria-label="Resumo do pedido">
          <h2>Resumo</h2>
          <ul>
            ${quote.lines.map(
              (line) =>
                html`<li>
                  ${line.quantity} ×
                  ${line.name}${line.at_local && html`<br /><span class="muted">${moment(line.at_local)}</span>`}
                </li>`,
            )}
          </ul>
          ${sums(quote)}
          ${quote.way?.kind === 'ship' && html`<p class="muted">Entrega ${daysOf(quote.way)}.</p>`}
          ${quote.way?.kind === 'pickup' && html`<p class="muted">Retirada: ${quote.way.note}</p>`}
        </aside>
      </div>`,
  )
}

/** The cart as it is asked for: what is the only way is the way. */
export const withOnlyWay = (cart: Cart, quote: Quote): Cart | null =>
  quote.ships && !quote.way && quote.ways.length === 1 && quote.cep
    ? { ...cart, delivery: quote.ways[0]?.id ?? null }
    : null
