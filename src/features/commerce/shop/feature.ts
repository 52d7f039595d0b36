import { leaders } from '@/kit/clinic/roles'
import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'
import { withTexts } from '@/kit/i18n/with-texts'

const links = {
  /** What buyers say. */
  reviews: () => ({ name: 'reviews' }),
}
const permissions = {
  'shop.manage': leaders,
  /** Connects an account of the clinic at somebody who sends things. */
  'shop.connect': roles.filter((role) => role === 'owner' || role === 'admin'),
  /** Says what of the products stands in the shop, and when dates are. */
  'shop.publish': roles.filter((role) => role === 'owner' || role === 'admin' || role === 'operator'),
}

declare module '@/kit/links' {
  interface Links extends ShopLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends ShopPermissions {}
}
type ShopLinks = typeof links
type ShopPermissions = typeof permissions

/** The public shop: its settings, and how each product stands in it. */
export default defineFeature({
  module: 'shop',
  routes: {
    shell: [
      {
        path: 'produtos/avaliacoes',
        name: 'reviews',
        component: () => import('./pages/ReviewsPage.vue'),
        meta: { areas: ['shop', 'stock'], title: 'shop.reviews.title', permission: 'stock.see' },
      },
    ],
    settings: [
      {
        path: 'loja',
        name: 'settings-shop',
        component: () => import('./pages/ConfiguracoesLojaPage.vue'),
        meta: { areas: ['shop'], title: 'shop.settings.title', permission: 'shop.manage' },
      },
      {
        path: 'loja/entregas',
        name: 'settings-shop-deliveries',
        component: () => import('./pages/ConfiguracoesEntregasPage.vue'),
        meta: { areas: ['shop'], title: 'shop.deliveries.title', permission: 'shop.manage' },
      },
    ],
  },
  links,
  permissions,
  settings: [{ key: 'shop', group: 'money', icon: 'pi-shop', route: 'settings-shop', position: 19 }],
  contact: [
    {
      component: () => withTexts(['shop'], import('./components/VisitorOfChat.vue')),
      when: ({ threadKey }) => threadKey.startsWith('shop_chat:'),
      position: 5,
    },
  ],
})
