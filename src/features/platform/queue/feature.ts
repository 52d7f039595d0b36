import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  queues: () => ({ name: 'settings-queues' }),
}
const permissions = { 'queues.manage': managers }

declare module '@/kit/links' {
  interface Links extends QueueLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends QueuePermissions {}
}
type QueueLinks = typeof links
type QueuePermissions = typeof permissions

/** What is being processed for the clinic, and what failed. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'filas',
        name: 'settings-queues',
        component: () => import('./pages/ConfiguracoesFilasPage.vue'),
        meta: { permission: 'queues.manage', areas: ['queue'], title: 'queue.title' },
      },
    ],
  },
  links,
  permissions,
  settings: [{ key: 'queues', group: 'clinic', icon: 'pi-server', route: 'settings-queues', position: 60 }],
})
