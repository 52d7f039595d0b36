import type { RouteRecordRaw } from 'vue-router'

const tabs = {
  overview: { path: '', component: () => import('./components/OverviewTab.vue') },
  products: { path: 'produtos', component: () => import('./components/ProductsTab.vue') },
  tenants: { path: 'clinicas', component: () => import('./components/TenantAddonsTab.vue') },
  transactions: { path: 'transacoes', component: () => import('./components/TransactionsTab.vue') },
  packages: { path: 'pacotes', component: () => import('./components/PackagesTab.vue') },
  topUp: { path: 'recarga', component: () => import('./components/TopUpTab.vue') },
} as const

/** The tabs of `/saas/addons`, in their order. */
export const saasCreditTabs = Object.keys(tabs) as (keyof typeof tabs)[]

/** Name of a tab's route. */
export function tabRoute(tab: keyof typeof tabs): string {
  return `saas-addons-${tab}`
}

/** Credits and add-ons of all clinics, for those who run the service. */
export const saasCreditRoutes: RouteRecordRaw[] = [
  {
    path: 'saas/addons',
    component: () => import('./pages/SaasAddonsPage.vue'),
    meta: { saasOnly: true, areas: ['saasCredits', 'addons'], title: 'saasCredits.title' },
    children: saasCreditTabs.map((tab) => ({ ...tabs[tab], name: tabRoute(tab) })),
  },
]
