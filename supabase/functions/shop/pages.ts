import type {
  OpenShop,
  ShopCard,
  ShopDate,
  ShopFilter,
  ShopFrame,
  ShopItem,
  ShopTimes,
} from '../_shared/commerce/shop-service.ts'
import { html, type Markup } from '../_shared/platform/html.ts'
import { buyForm } from './cart-pages.ts'
import { frame, moment, money, whatsApp } from './frame.ts'
import { cover, gallery, imageAddress, imageStyle } from './images.ts'
import { rating, reviews, reviewStyle } from './reviews.ts'
import { base } from './sitemap.ts'
import { structuredData } from './structured-data.ts'

/** Beside what all pages for strangers have. */
export const shopStyle = `
main,header,footer{max-width:64rem}
header{display:flex;justify-content:space-between;align-items:baseline;gap:1rem;flex-wrap:wrap}
header p a{color:inherit;text-decoration:none}
header nav{display:flex;gap:1rem;flex-wrap:wrap}
header nav a{display:inline-flex;align-items:center;min-height:2.5rem}
footer{margin:0 auto;padding:1.25rem 1rem 3rem;color:var(--muted);font-size:.875rem;border-top:1px solid var(--line)}
.find{display:flex;gap:.5rem;margin:1rem 0}
.find input{flex:1;min-width:0;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--control);border-radius:.5rem;padding:.5rem .75rem;min-height:2.75rem}
.tabs{display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 1.25rem}
.tabs a{display:inline-flex;align-items:center;min-height:2.5rem;padding:0 .875rem;border:1px solid var(--line);border-radius:2rem;text-decoration:none;color:var(--ink);background:var(--surface)}
.tabs a[aria-current]{background:var(--soft);border-color:var(--primary);color:var(--link);font-weight:600}
.shelf{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem}
.shelf li{display:flex}
.shelf a{flex:1;display:flex;flex-direction:column;gap:.25rem;padding:1rem;border:1px solid var(--line);border-radius:.75rem;background:var(--surface);color:inherit;text-decoration:none}
.shelf a:hover{border-color:var(--primary)}
.shelf b{font-size:1.0625rem}
.shelf .price{margin-top:auto;padding-top:.5rem}
.price{font-weight:700;font-size:1.125rem;font-variant-numeric:tabular-nums}
.badge{display:inline-block;padding:.1rem .5rem;border-radius:1rem;background:var(--soft);font-size:.8125rem;font-weight:600}
.badge.off{background:var(--warn-soft);color:var(--warn)}
.item{display:grid;gap:1.5rem}
@media (min-width:48rem){.item{grid-template-columns:1fr 20rem}}
table{border-collapse:collapse;width:100%}
td,th{padding:.5rem .25rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
td:last-child{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
${imageStyle}${reviewStyle}`

/** What the kinds of products are called in the shop. */
const kindWords: Record<string, string> = {
  physical: 'Produtos',
  service: 'Atendimentos',
  package: 'Pacotes de sessões',
  digital: 'Digitais',
  experience: 'Cursos e vivências',
}
const wordOf = (kind: string) => kindWords[kind] ?? kind

const priceOf = ({ price_cents: from, dearest_cents: to }: ShopCard): string =>
  from === null ? '' : from === to ? money(from) : `a partir de ${money(from)}`

/** A page that only says something. */
export const messagePage = (title: string, text: string): Markup =>
  html`<html lang="pt-BR">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <link rel="stylesheet" href="${base}/shop.css" />
    </head>
    <body>
      <main>
        <h1>${title}</h1>
        <p>${text}</p>
      </main>
    </body>
  </html>`

/** An item that is not sold any more, in a shop that is open. */
export const gonePage = (shop: ShopFrame): Markup =>
  frame(
    shop,
    {
      title: `Item não encontrado · ${shop.clinic}`,
      description: shop.clinic,
      address: `${base}/${shop.slug}`,
    },
    html`<h1>Este item não está mais à venda</h1>
      <p><a class="button" href="${base}/${shop.slug}">Ver a loja</a></p>`,
  )

const addressOf = (
  slug: string,
  filter: Partial<Record<'q' | 'categoria' | 'tipo' | 'depois', string | null>>,
) => {
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : [])),
  ).toString()
  return `${base}/${slug}${query && `?${query}`}`
}

/** A section with something in it: nobody's link makes a page of a word that the clinic has not written. */
export const hasSection = ({ categories, kinds }: OpenShop, { category, kind }: ShopFilter): boolean =>
  (category === null || categories.includes(category)) && (kind === null || kinds.includes(kind))

function titleOf(open: OpenShop, filter: ShopFilter): string {
  if (filter.q !== null) return `Busca: ${filter.q}`
  if (!hasSection(open, filter)) return 'Loja'
  return filter.category ?? (filter.kind ? wordOf(filter.kind) : 'Loja')
}

/** Why there is nothing. */
function emptyText(filter: ShopFilter): string {
  if (filter.q !== null) return `Nada encontrado para “${filter.q}”. Tente outra palavra ou veja tudo.`
  if (filter.after !== null) return 'Não há mais itens aqui.'
  return filter.category !== null || filter.kind !== null
    ? 'Não há nada nesta seção agora.'
    : 'Ainda não há nada à venda aqui.'
}

/** The shelf, and how to find something on it. */
export function shopPage(open: OpenShop, filter: ShopFilter, appUrl: string): Markup {
  const { shop, items, next, categories, kinds } = open
  const { slug } = shop
  const choice = (words: string, address: string, isChosen: boolean) =>
    html`<a href="${address}" ${isChosen && { markup: 'aria-current="true"' }}>${words}</a>`
  const isFiltered = filter.q !== null || filter.category !== null || filter.kind !== null
  const title = titleOf(open, filter)
  return frame(
    shop,
    {
      title: `${title} · ${shop.clinic}`,
      description: shop.intro_text?.slice(0, 160) ?? `Produtos e atendimentos de ${shop.clinic}.`,
      address:
        appUrl + addressOf(slug, { categoria: filter.category, tipo: filter.kind, depois: filter.after }),
    },
    html`<h1>${title}</h1>
      ${!isFiltered && shop.intro_text && html`<p class="lines">${shop.intro_text}</p>`}
      <form class="find" role="search" action="${base}/${slug}">
        <input
          type="search"
          name="q"
          value="${filter.q}"
          maxlength="80"
          aria-label="Buscar na loja"
          placeholder="Buscar na loja"
        />
        <button>Buscar</button>
      </form>
      <nav class="tabs" aria-label="Seções da loja">
        ${choice('Tudo', `${base}/${slug}`, !isFiltered)}
        ${categories.length === 0 && kinds.length > 1 ? kinds.map((kind) => choice(wordOf(kind), addressOf(slug, { tipo: kind }), filter.kind === kind)) : null}
        ${categories.map((category) => choice(category, addressOf(slug, { categoria: category }), filter.category === category))}
      </nav>
      ${items.length === 0 && html`<p class="note" role="status">${emptyText(filter)}</p>`}
      <ul class="shelf">
        ${items.map((item, index) => card(slug, item, index < 3))}
      </ul>
      <div class="row">
        ${
          next &&
          html`<a
            class="button quiet"
            href="${addressOf(slug, { q: filter.q, categoria: filter.category, tipo: filter.kind, depois: next })}"
            >Mais itens</a
          >`
        }
        ${(isFiltered || filter.after !== null) && html`<a class="button quiet" href="${base}/${slug}">Ver tudo</a>`}
      </div>`,
  )
}

const soldOut = html`<span class="badge off">Esgotado</span>`

const card = (slug: string, item: ShopCard, isFirst: boolean): Markup =>
  html`<li>
    <a href="${base}/${slug}/${item.slug}">
      ${cover(slug, item, isFirst)}
      <span class="muted">${item.category ?? wordOf(item.kind)}</span>
      <b>${item.name}</b>
      ${item.summary && html`<span>${item.summary}</span>`} ${rating(item.rating)}
      <span class="price">${priceOf(item)} ${!item.is_available && soldOut}</span>
    </a>
  </li>`

/** One thing: what it is, what it costs, when it takes place. */
export function itemPage(shop: ShopFrame, item: ShopItem, times: ShopTimes, appUrl: string): Markup {
  const address = `${appUrl}${base}/${shop.slug}/${item.slug}`
  const wish = `Olá! Tenho interesse em: ${item.name} (${address})`
  return frame(
    shop,
    {
      title: `${item.name} · ${shop.clinic}`,
      description: item.summary ?? item.body?.slice(0, 160) ?? item.name,
      address,
      data: structuredData(shop, item, address, appUrl),
      picture: item.image && {
        address: appUrl + imageAddress(shop.slug, item.image),
        alt: item.image.alt ?? item.name,
      },
      type: 'product',
    },
    html`<p><a href="${base}/${shop.slug}">Loja</a></p>
      <div class="item">
        <article>
          ${gallery(shop.slug, item)}
          <p class="muted">${item.category ?? wordOf(item.kind)}</p>
          <h1>${item.name}</h1>
          ${item.summary && html`<p>${item.summary}</p>`}
          ${item.body && html`<div class="lines">${item.body}</div>`} ${reviews(item)}
        </article>
        <aside class="card" aria-label="Preço e compra">
          <p class="price">${priceOf(item)}</p>
          ${rating(item.rating)} ${!item.is_available && soldOut}
          ${item.variants.length > 1 && variants(item)} ${item.dates.length > 0 && dates(item.dates)}
          ${buyForm(shop, item, times)}
          ${
            shop.phone
              ? html`<p>
                  <a class="button quiet" href="${whatsApp(shop.phone, wish)}">Pedir pelo WhatsApp</a>
                </p>`
              : shop.email &&
                html`<p>
                  <a class="button quiet" href="mailto:${shop.email}?subject=${encodeURIComponent(item.name)}"
                    >Pedir por e-mail</a
                  >
                </p>`
          }
        </aside>
      </div>`,
  )
}

const variants = ({ variants: all }: ShopItem): Markup =>
  html`<table>
    <tbody>
      ${all.map(
        (variant) =>
          html`<tr>
            <td>${variant.name || variant.sku} ${!variant.is_available && soldOut}</td>
            <td>${money(variant.price_cents)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`

const dates = (all: ShopDate[]): Markup =>
  html`<h2>Datas</h2>
    <table>
      <tbody>
        ${all.map(
          (date) =>
            html`<tr>
              <td>
                ${moment(date.start_local)}${date.place && html`<br /><span class="muted">${date.place}</span>`}
              </td>
              <td>${date.free > 0 ? (date.free === 1 ? '1 vaga' : `${date.free} vagas`) : 'Esgotado'}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
