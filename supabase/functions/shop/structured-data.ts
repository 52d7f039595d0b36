import type { ShopFrame, ShopItem } from '../_shared/commerce/shop-service.ts'
import { imageAddress } from './images.ts'
import { ratingData } from './reviews.ts'
import type { Markup } from '../_shared/platform/html.ts'

/** By kind of product, what schema.org calls it; a kind that is not here is a Product. */
const types: Record<string, 'Product' | 'Service' | 'Event'> = {
  service: 'Service',
  package: 'Service',
  experience: 'Event',
}

/** An item for search engines, as schema.org describes it: one Offer a variant, one Event a date. */
export function structuredData(shop: ShopFrame, item: ShopItem, address: string, appUrl: string): Markup {
  const type = types[item.kind] ?? 'Product'
  const seller = { '@type': 'Organization', name: shop.clinic, legalName: shop.legal_name }
  const offers = item.variants.map((variant) => ({
    '@type': 'Offer',
    url: address,
    price: (variant.price_cents / 100).toFixed(2),
    priceCurrency: 'BRL',
    availability: `https://schema.org/${variant.is_available && item.is_available ? 'InStock' : 'OutOfStock'}`,
    seller,
    ...(variant.name ? { name: variant.name } : {}),
  }))
  const about = {
    name: item.name,
    description: item.summary ?? item.body?.slice(0, 300) ?? item.name,
    url: address,
    ...(item.images.length > 0
      ? { image: item.images.map((one) => appUrl + imageAddress(shop.slug, one)) }
      : {}),
    ...ratingData(item),
  }
  const base = { '@context': 'https://schema.org' }
  const things =
    type === 'Event'
      ? item.dates.map((date) => ({
          ...base,
          '@type': 'Event',
          ...about,
          startDate: date.starts_at,
          endDate: date.ends_at,
          eventStatus: 'https://schema.org/EventScheduled',
          location: { '@type': 'Place', name: date.place ?? shop.clinic, address: shop.address },
          organizer: seller,
          remainingAttendeeCapacity: date.free,
          offers: offers.map((offer) => ({
            ...offer,
            availability: `https://schema.org/${date.free > 0 ? 'InStock' : 'SoldOut'}`,
          })),
        }))
      : [
          {
            ...base,
            '@type': type,
            ...about,
            ...(type === 'Service' ? { provider: seller } : { sku: item.variants[0]?.sku }),
            offers,
          },
        ]
  return {
    // no text of a clinic can end the element
    markup: things
      .map(
        (thing) =>
          `<script type="application/ld+json">${JSON.stringify(thing).replaceAll('<', '\\u003c')}</script>`,
      )
      .join(''),
  }
}
