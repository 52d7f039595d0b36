import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  operations: () => ({ name: 'settings-operations' }),
  saasWhatsapp: () => ({ name: 'saas-whatsapp' }),
}
const permissions = { 'operations.manage': managers }

declare module '@/kit/links' {
  interface Links extends OperationLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends OperationPermissions {}
}
type OperationLinks = typeof links
type OperationPermissions = typeof permissions

/** How the machinery of a clinic is, and who is told when it is not well. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'operacao',
        name: 'settings-operations',
        component: () => import('./pages/ConfiguracoesOperacaoPage.vue'),
        meta: {
          permission: 'operations.manage',
          areas: ['operations', 'notifications', 'saas'],
          title: 'operations.title',
        },
      },
    ],
    saas: [
      {
        path: 'whatsapp',
        name: 'saas-whatsapp',
        component: () => import('./pages/SaasWhatsappPage.vue'),
        meta: { areas: ['operations', 'saas'], title: 'operations.saas.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    { key: 'operations', group: 'clinic', icon: 'pi-heart', route: 'settings-operations', position: 58 },
  ],
})
