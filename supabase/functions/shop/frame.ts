import type { ShopFrame } from '../_shared/commerce/shop-service.ts'
import { html, type Markup } from '../_shared/platform/html.ts'
import { chatAddress } from './chat.ts'
import { base } from './sitemap.ts'

/** Cents as they are written. */
export const money = (cents: number): string =>
  new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' }).format(cents / 100)

/** "sáb., 12 de dez., 14:00", on the clinic's clock. */
export const moment = (local: string): string =>
  new Intl.DateTimeFormat('pt-BR', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(new Date(`${local}Z`))

/** "01310-100". */
export const writtenCep = (cep: string): string => `${cep.slice(0, 5)}-${cep.slice(5)}`

interface Head {
  title: string
  description: string
  address: string
  data?: Markup
  /** What a preview of the link shows: a picture's full address and what is on it. */
  picture?: { address: string; alt: string } | null
  /** og:type */
  type?: 'website' | 'product'
  /** Groups the number while it is typed, and sends a form once. */
  script?: boolean
}

/** Around every page of a shop: its name, the cart, and who sells. */
export function frame(
  shop: ShopFrame,
  { title, description, address, data, picture, type = 'website', script }: Head,
  content: Markup,
): Markup {
  return html`<html lang="pt-BR">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <meta name="description" content="${description}" />
      <link rel="canonical" href="${address}" />
      <meta property="og:title" content="${title}" />
      <meta property="og:description" content="${description}" />
      <meta property="og:url" content="${address}" />
      <meta property="og:type" content="${type}" />
      <meta property="og:locale" content="pt_BR" />
      <meta property="og:site_name" content="${shop.clinic}" />
      ${
        picture &&
        html`<meta property="og:image" content="${picture.address}" />
          <meta property="og:image:alt" content="${picture.alt}" />`
      }
      <meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="${base}/shop.css" />
      ${data} ${script && html`<script src="${base}/shop.js" defer></script>`}
    </head>
    <body>
      <header>
        <p>
          <a href="${base}/${shop.slug}"><strong>${shop.clinic}</strong></a>
        </p>
        <nav aria-label="Loja">
          <a href="${base}/${shop.slug}/carrinho">Carrinho</a>
          ${shop.has_chat && html`<a href="${chatAddress(shop.slug)}">Fale com a clínica</a>`}
          ${contact(shop)}
        </nav>
      </header>
      <main>${content}</main>
      <footer>
        <p>${shop.legal_name} · ${shop.tax_id}</p>
        <p>${shop.address}</p>
        <p>${[shop.phone, shop.email].filter(Boolean).join(' · ')}</p>
        <p>Compras a distância podem ser desfeitas em 7 dias, com devolução de tudo o que foi pago.</p>
        ${
          shop.policy_text &&
          html`<details>
            <summary>Entrega, trocas e devoluções</summary>
            <p class="lines">${shop.policy_text}</p>
          </details>`
        }
      </footer>
    </body>
  </html>`
}

function contact({ phone, email }: ShopFrame): Markup | null {
  if (phone) return html`<a href="${whatsApp(phone, '')}">Falar no WhatsApp</a>`
  return email ? html`<a href="mailto:${email}">${email}</a>` : null
}

/** A link that opens a conversation with a number as it is written in Brazil. */
export function whatsApp(phone: string, text: string): string {
  const digits = phone.replace(/\D/g, '')
  const number = digits.startsWith('55') && digits.length > 11 ? digits : `55${digits.replace(/^0/, '')}`
  return `https://wa.me/${number}${text && `?text=${encodeURIComponent(text)}`}`
}
