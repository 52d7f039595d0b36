import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'
import { withTexts } from '@/kit/i18n/with-texts'

const links = {
  orders: () => ({ name: 'orders' }),
  order: (id: string) => ({ name: 'order', params: { id } }),
  /** Discounts that a buyer asks for with a word. */
  coupons: () => ({ name: 'coupons' }),
  /** The books of a month. */
  closing: () => ({ name: 'closing' }),
  /** A new order; of a conversation, whose person gets the link to pay. */
  newOrder: (threadKey?: string) => ({ name: 'new-order', query: threadKey ? { para: threadKey } : {} }),
}
const permissions = {
  /** Sees orders. */
  'orders.see': roles.filter((role) => role !== 'therapist'),
  /** Sells, hands over, takes back. */
  'orders.sell': roles.filter((role) => role === 'owner' || role === 'admin' || role === 'operator'),
  /** Says by what it is sold: coupons, and the account for cards. */
  'orders.manage': roles.filter((role) => role === 'owner' || role === 'admin'),
}

declare module '@/kit/links' {
  interface Links extends OrderLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends OrderPermissions {}
}
type OrderLinks = typeof links
type OrderPermissions = typeof permissions

const meta = { areas: ['orders', 'stock', 'money'], permission: 'orders.see' as const }

/** Orders: what people buy at the desk or in a conversation. */
export default defineFeature({
  module: 'products',
  routes: {
    shell: [
      {
        path: 'produtos/pedidos',
        name: 'orders',
        component: () => import('./pages/OrdersPage.vue'),
        meta: { ...meta, title: 'orders.title' },
      },
      {
        path: 'produtos/pedidos/novo',
        name: 'new-order',
        component: () => import('./pages/NewOrderPage.vue'),
        meta: { ...meta, permission: 'orders.sell', title: 'orders.new.title' },
      },
      {
        path: 'produtos/pedidos/:id',
        name: 'order',
        component: () => import('./pages/OrderPage.vue'),
        props: true,
        meta: { ...meta, title: 'orders.title' },
      },
      {
        path: 'produtos/cupons',
        name: 'coupons',
        component: () => import('./pages/CouponsPage.vue'),
        meta: { ...meta, title: 'orders.coupons.title' },
      },
      {
        path: 'produtos/fechamento',
        name: 'closing',
        component: () => import('./pages/ClosingPage.vue'),
        meta: { ...meta, title: 'orders.closing.title' },
      },
    ],
    settings: [
      {
        path: 'cartao',
        name: 'settings-card',
        component: () => import('./pages/ConfiguracoesCartaoPage.vue'),
        meta: { areas: ['orders'], title: 'orders.card.title', permission: 'orders.manage' },
      },
      {
        path: 'sinal',
        name: 'settings-deposits',
        component: () => import('./pages/ConfiguracoesSinalPage.vue'),
        meta: { areas: ['orders'], title: 'orders.deposits.title', permission: 'orders.manage' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    { key: 'card', group: 'money', icon: 'pi-credit-card', route: 'settings-card', position: 18 },
    { key: 'deposits', group: 'money', icon: 'pi-verified', route: 'settings-deposits', position: 18.5 },
  ],
  contact: [
    {
      component: () => withTexts(['orders'], import('./components/SellLink.vue')),
      when: ({ isGroup }) => !isGroup,
      position: 22,
    },
  ],
})
