import type { Component } from 'vue'
import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  products: () => ({ name: 'products' }),
  /** A product; `novo` is one that is not there yet. */
  product: (id: string) => ({ name: 'product', params: { id } }),
  stock: () => ({ name: 'stock' }),
  /** What came in and went; of a variant, its own. */
  stockMoves: (variant?: string) => ({ name: 'stock-moves', query: variant ? { item: variant } : {} }),
  stockCount: (id: string) => ({ name: 'stock-count', params: { id } }),
  purchases: () => ({ name: 'purchases' }),
  purchase: (id: string) => ({ name: 'purchase', params: { id } }),
  suppliers: () => ({ name: 'suppliers' }),
}
const permissions = {
  /** Sees what the clinic sells, has and buys. */
  'stock.see': roles.filter((role) => role !== 'therapist'),
  /** Changes products, stock and purchases. */
  'stock.keep': roles.filter((role) => role === 'owner' || role === 'admin' || role === 'operator'),
}

declare module '@/kit/links' {
  interface Links extends StockLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends StockPermissions {}
}
type StockLinks = typeof links
type StockPermissions = typeof permissions

const page = (
  path: string,
  name: string,
  title: string,
  component: () => Promise<{ default: Component }>,
  props = false,
) => ({
  path: `produtos${path}`,
  name,
  component,
  props,
  meta: { areas: ['stock', 'contacts'], title: `stock.${title}.title`, permission: 'stock.see' as const },
})

/** What the clinic sells, has and buys. */
export default defineFeature({
  module: 'products',
  routes: {
    shell: [
      page('', 'products', 'products', () => import('./pages/ProductsPage.vue')),
      page('/item/:id', 'product', 'products', () => import('./pages/ProductPage.vue'), true),
      page('/estoque', 'stock', 'levels', () => import('./pages/StockPage.vue')),
      page('/movimentos', 'stock-moves', 'moves', () => import('./pages/MovesPage.vue')),
      page('/contagem/:id', 'stock-count', 'count', () => import('./pages/CountPage.vue'), true),
      page('/compras', 'purchases', 'purchases', () => import('./pages/PurchasesPage.vue')),
      page('/compras/:id', 'purchase', 'purchases', () => import('./pages/PurchasePage.vue'), true),
      page('/fornecedores', 'suppliers', 'suppliers', () => import('./pages/SuppliersPage.vue')),
    ],
  },
  links,
  permissions,
  menu: [
    {
      label: 'shell.menu.products',
      icon: 'pi-box',
      to: links.products(),
      path: '/produtos',
      position: 46,
      permission: 'stock.see',
    },
  ],
})
