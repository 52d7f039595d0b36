import { defineAsyncComponent, type Component } from 'vue'

/** Fetches a component together with its texts. */
async function withTexts<Module>(module: Promise<Module>): Promise<Module> {
  const texts = import('@/kit/i18n').then(({ loadAreas }) => loadAreas(['shop']))
  const [fetched] = await Promise.all([module, texts])
  return fetched
}

/** On the page of a product: how it stands in the shop. Props: `productId`. */
export const ProductInShop: Component = defineAsyncComponent(() =>
  withTexts(import('./components/ProductInShop.vue')),
)

/** On the page of what is sold by seats: its dates. Props: `productId`, `readonly`. */
export const SaleDates: Component = defineAsyncComponent(() =>
  withTexts(import('./components/SaleDates.vue')),
)

/** On the page of a product: its pictures. Props: `productId`, `name`, `readonly`. */
export const ProductImages: Component = defineAsyncComponent(() =>
  withTexts(import('./components/ProductImages.vue')),
)
