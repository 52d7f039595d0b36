import { defineFeature } from '@/kit/feature'
import { saasCreditTabs, tabRoute } from './tabs'

const links = {
  saasAddons: () => ({ name: tabRoute('overview') }),
}

const tabs = {
  overview: { path: '', component: () => import('./components/OverviewTab.vue') },
  products: { path: 'produtos', component: () => import('./components/ProductsTab.vue') },
  tenants: { path: 'clinicas', component: () => import('./components/TenantAddonsTab.vue') },
  transactions: { path: 'transacoes', component: () => import('./components/TransactionsTab.vue') },
  packages: { path: 'pacotes', component: () => import('./components/PackagesTab.vue') },
  topUp: { path: 'recarga', component: () => import('./components/TopUpTab.vue') },
} as const

declare module '@/kit/links' {
  interface Links extends SaasCreditLinks {}
}
type SaasCreditLinks = typeof links

/** Credits and add-ons of all clinics, for those who run the service. */
export default defineFeature({
  routes: {
    saas: [
      {
        path: 'addons',
        component: () => import('./pages/SaasAddonsPage.vue'),
        meta: { areas: ['saasCredits', 'addons'], title: 'saasCredits.title' },
        children: saasCreditTabs.map((tab) => ({ ...tabs[tab], name: tabRoute(tab) })),
      },
    ],
  },
  links,
})
