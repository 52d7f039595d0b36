import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  /** What is charged; `state` is which part of it, everything open when absent. */
  money: (state?: 'overdue' | 'paid') => ({
    name: 'money',
    query: state ? { situacao: state === 'paid' ? 'recebidas' : 'atrasadas' } : {},
  }),
  overdue: () => ({ name: 'money-overdue' }),
  /** What somebody who pays owed and paid. */
  payer: (id: string) => ({ name: 'money-payer', params: { id } }),
  pricesSettings: () => ({ name: 'settings-prices' }),
}
const permissions = {
  /** Receives, charges, refunds. */
  'money.write': roles.filter((role) => role !== 'therapist' && role !== 'supervisor'),
  /** Sees everybody's money; a therapist sees the own sessions'. */
  'money.readAll': roles.filter((role) => role !== 'therapist'),
}

declare module '@/kit/links' {
  interface Links extends MoneyLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends MoneyPermissions {}
}
type MoneyLinks = typeof links
type MoneyPermissions = typeof permissions

/** What patients owe for their sessions, and what they have paid. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'financeiro',
        name: 'money',
        component: () => import('./pages/FinanceiroPage.vue'),
        meta: { areas: ['money'], title: 'money.title' },
      },
      {
        path: 'financeiro/atrasados',
        name: 'money-overdue',
        component: () => import('./pages/AtrasadosPage.vue'),
        meta: { areas: ['money'], title: 'money.overdue.title' },
      },
      {
        path: 'financeiro/pagadores/:id',
        name: 'money-payer',
        component: () => import('./pages/PagadorPage.vue'),
        meta: { areas: ['money'], title: 'money.payerPage.title', permission: 'money.readAll' },
      },
    ],
    settings: [
      {
        path: 'valores',
        name: 'settings-prices',
        component: () => import('./pages/ConfiguracoesValoresPage.vue'),
        meta: { areas: ['money'], title: 'money.setup.title', permission: 'money.readAll' },
      },
    ],
  },
  links,
  permissions,
  menu: [
    { label: 'shell.menu.money', icon: 'pi-wallet', to: links.money(), path: '/financeiro', position: 60 },
  ],
  settings: [{ key: 'prices', group: 'money', icon: 'pi-wallet', route: 'settings-prices', position: 13 }],
  patientTabs: [
    {
      id: 'cobrancas',
      label: 'patients.tabs.charges',
      component: () => import('./components/PatientMoneyTab.vue'),
      areas: ['money'],
      order: 60,
    },
  ],
})
