import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'
import { withTexts } from '@/kit/i18n/with-texts'

const links = {
  /** The deals as a board; with a pipeline, that one. */
  deals: (pipeline?: string) => ({ name: 'deals', query: pipeline ? { funil: pipeline } : {} }),
  dealList: () => ({ name: 'deal-list' }),
  deal: (id: string) => ({ name: 'deal', params: { id } }),
  /** The leads; with an id, that one is open over the list. */
  leads: (id?: string) => ({ name: 'leads', query: id ? { registro: id } : {} }),
  salesContacts: () => ({ name: 'sales-contacts' }),
  salesContact: (id: string) => ({ name: 'sales-contact', params: { id } }),
  companies: () => ({ name: 'companies' }),
  company: (id: string) => ({ name: 'company', params: { id } }),
  activities: () => ({ name: 'activities' }),
  salesSettings: () => ({ name: 'settings-sales' }),
}
const permissions = {
  /** Sees and works on leads, deals, contacts, companies and activities. */
  'sales.use': roles.filter((role) => role !== 'therapist'),
  /** Arranges pipelines, fields, points and forms. */
  'sales.manage': roles.filter((role) => role === 'owner' || role === 'admin' || role === 'supervisor'),
}

declare module '@/kit/links' {
  interface Links extends SalesLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends SalesPermissions {}
}
type SalesLinks = typeof links
type SalesPermissions = typeof permissions

const meta = { areas: ['sales', 'contacts', 'board'], permission: 'sales.use' as const }

/** Sales: whoever writes, calls or asks becomes a relationship and a deal. */
export default defineFeature({
  module: 'sales',
  routes: {
    shell: [
      {
        path: 'vendas/oportunidades',
        name: 'deals',
        component: () => import('./pages/DealsPage.vue'),
        meta: { ...meta, title: 'sales.deals.title' },
      },
      {
        path: 'vendas/oportunidades/lista',
        name: 'deal-list',
        component: () => import('./pages/DealListPage.vue'),
        meta: { ...meta, title: 'sales.deals.title' },
      },
      {
        path: 'vendas/oportunidades/:id',
        name: 'deal',
        component: () => import('./pages/DealPage.vue'),
        props: true,
        meta: { ...meta, title: 'sales.deals.title' },
      },
      {
        path: 'vendas/leads',
        name: 'leads',
        component: () => import('./pages/LeadsPage.vue'),
        meta: { ...meta, areas: [...meta.areas, 'dinamize'], title: 'sales.leads.title' },
      },
      {
        path: 'vendas/contatos',
        name: 'sales-contacts',
        component: () => import('./pages/ContactsPage.vue'),
        meta: { ...meta, title: 'sales.contacts.title' },
      },
      {
        path: 'vendas/contatos/:id',
        name: 'sales-contact',
        component: () => import('./pages/ContactPage.vue'),
        props: true,
        meta: { ...meta, areas: [...meta.areas, 'campaigns'], title: 'sales.contacts.title' },
      },
      {
        path: 'vendas/empresas',
        name: 'companies',
        component: () => import('./pages/CompaniesPage.vue'),
        meta: { ...meta, title: 'sales.companies.title' },
      },
      {
        path: 'vendas/empresas/:id',
        name: 'company',
        component: () => import('./pages/CompanyPage.vue'),
        props: true,
        meta: { ...meta, title: 'sales.companies.title' },
      },
      {
        path: 'vendas/atividades',
        name: 'activities',
        component: () => import('./pages/ActivitiesPage.vue'),
        meta: { ...meta, title: 'sales.activities.title' },
      },
    ],
    settings: [
      {
        path: 'vendas',
        name: 'settings-sales',
        component: () => import('./pages/ConfiguracoesVendasPage.vue'),
        meta: { areas: ['sales'], title: 'sales.settings.title', permission: 'sales.manage' },
      },
    ],
  },
  links,
  permissions,
  menu: [
    {
      label: 'shell.menu.sales',
      icon: 'pi-briefcase',
      to: links.deals(),
      path: '/vendas',
      position: 45,
      permission: 'sales.use',
    },
  ],
  settings: [{ key: 'sales', group: 'money', icon: 'pi-briefcase', route: 'settings-sales', position: 16 }],
  contact: [
    {
      component: () => withTexts(['sales'], import('./components/ContactSales.vue')),
      when: ({ isGroup }) => !isGroup,
      position: 20,
    },
  ],
})
