import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  /** Payouts of a month ("2026-11"), this one when absent. */
  payouts: (month?: string) => ({ name: 'payouts', query: month ? { mes: month } : {} }),
  /** One therapist's month. */
  payout: (therapist: string, month: string) => ({ name: 'payout', params: { therapist, month } }),
  payoutRules: () => ({ name: 'settings-payouts' }),
}
const permissions = {
  /** Sees payouts: owner and administrators all of them, whoever treats the own. */
  'payouts.read': roles.filter((role) => role !== 'operator'),
  /** Says rules, closes months and pays them. */
  'payouts.manage': roles.filter((role) => role === 'owner' || role === 'admin'),
}

declare module '@/kit/links' {
  interface Links extends PayoutLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends PayoutPermissions {}
}
type PayoutLinks = typeof links
type PayoutPermissions = typeof permissions

/** What therapists get of what was paid. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'financeiro/repasses',
        name: 'payouts',
        component: () => import('./pages/RepassesPage.vue'),
        meta: { areas: ['payouts'], title: 'payouts.title', permission: 'payouts.read' },
      },
      {
        path: 'financeiro/repasses/:therapist/:month(\\d{4}-\\d{2})',
        name: 'payout',
        component: () => import('./pages/RepassePage.vue'),
        props: true,
        meta: { areas: ['payouts'], title: 'payouts.title', permission: 'payouts.read' },
      },
    ],
    settings: [
      {
        path: 'repasses',
        name: 'settings-payouts',
        component: () => import('./pages/ConfiguracoesRepassesPage.vue'),
        meta: { areas: ['payouts'], title: 'payouts.rules.title', permission: 'payouts.manage' },
      },
    ],
  },
  links,
  permissions,
  settings: [
    { key: 'payouts', group: 'money', icon: 'pi-percentage', route: 'settings-payouts', position: 14 },
  ],
})
