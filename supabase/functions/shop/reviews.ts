import type { ShopItem, ShopRating } from '../_shared/commerce/shop-service.ts'
import { html, type Markup } from '../_shared/platform/html.ts'

const count = (n: number): string => (n === 1 ? '1 avaliação' : `${n} avaliações`)
const decimal = (value: number): string => value.toLocaleString('pt-BR', { minimumFractionDigits: 1 })

/** "★ 4,8 (12 avaliações)", read as words. */
export const rating = (value: ShopRating | null): Markup | null =>
  value &&
  html`<span class="rating"
    ><span aria-hidden="true">★</span> ${decimal(value.average)}
    <span class="muted">(${count(value.count)})</span></span
  >`

const day = (date: string): string =>
  new Intl.DateTimeFormat('pt-BR', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T12:00Z`),
  )

/** What buyers say of an item. */
export const reviews = ({ rating: value, reviews: all }: ShopItem): Markup | null =>
  all.length === 0
    ? null
    : html`<section class="reviews" aria-labelledby="avaliacoes">
        <h2 id="avaliacoes">Avaliações de quem comprou</h2>
        <p>${rating(value)}</p>
        <ul>
          ${all.map(
            (one) =>
              html`<li class="card">
                <p>
                  <span role="img" aria-label="${one.stars} de 5 estrelas"
                    >${'★'.repeat(one.stars)}${'☆'.repeat(5 - one.stars)}</span
                  >
                  <strong>${one.name}</strong> <span class="muted">${day(one.on)}</span>
                </p>
                ${one.body && html`<p class="lines">${one.body}</p>`}
                ${one.reply && html`<p class="reply lines"><strong>Resposta da clínica:</strong> ${one.reply}</p>`}
              </li>`,
          )}
        </ul>
      </section>`

/** AggregateRating and Review of schema.org; nothing where no review is shown. */
export const ratingData = ({ rating: value, reviews: all }: ShopItem): object =>
  value
    ? {
        aggregateRating: {
          '@type': 'AggregateRating',
          ratingValue: value.average.toFixed(1),
          reviewCount: value.count,
          bestRating: 5,
          worstRating: 1,
        },
        review: all.slice(0, 10).map((one) => ({
          '@type': 'Review',
          author: { '@type': 'Person', name: one.name },
          datePublished: one.on,
          reviewRating: { '@type': 'Rating', ratingValue: one.stars, bestRating: 5 },
          ...(one.body ? { reviewBody: one.body } : {}),
        })),
      }
    : {}

/** Beside the style of the shop. */
export const reviewStyle = `
.rating{font-size:.9375rem;font-weight:600}
.rating .muted{font-weight:400}
.reviews{margin-top:1.5rem}
.reviews [role=img]{letter-spacing:.1em;margin-right:.5rem}
.reply{border-left:3px solid var(--line);padding-left:.75rem}
`
