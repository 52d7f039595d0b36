import { managers } from '@/kit/clinic/roles'
import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  receipts: () => ({ name: 'receipts' }),
  receitaSaude: () => ({ name: 'receita-saude' }),
  receiptSettings: () => ({ name: 'settings-receipts' }),
}
const permissions = {
  /** Issues and exports; a therapist the own. */
  'receipts.write': roles.filter((role) => role !== 'supervisor'),
  /** Says in whose name the clinic and its therapists are paid. */
  'receipts.manage': managers,
}

declare module '@/kit/links' {
  interface Links extends ReceiptLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends ReceiptPermissions {}
}
type ReceiptLinks = typeof links
type ReceiptPermissions = typeof permissions

/** What a clinic and its therapists say on paper about what they were paid. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'financeiro/recibos',
        name: 'receipts',
        component: () => import('./pages/RecibosPage.vue'),
        meta: { areas: ['money', 'receipts', 'documents'], title: 'receipts.title' },
      },
      {
        path: 'financeiro/receita-saude',
        name: 'receita-saude',
        component: () => import('./pages/ReceitaSaudePage.vue'),
        meta: { areas: ['money', 'receipts'], title: 'receipts.receita.title' },
      },
    ],
    settings: [
      {
        path: 'recibos',
        name: 'settings-receipts',
        component: () => import('./pages/ConfiguracoesRecibosPage.vue'),
        meta: { areas: ['receipts'], title: 'receipts.settings.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    { key: 'receipts', group: 'money', icon: 'pi-receipt', route: 'settings-receipts', position: 14 },
  ],
})
