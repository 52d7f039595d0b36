import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  workflows: () => ({ name: 'workflows' }),
  workflow: (id: string) => ({ name: 'workflow', params: { id } }),
  workflowRuns: (id: string, runId?: string, which?: string) => ({
    name: 'workflow-runs',
    params: { id },
    query: { ...(which ? { quais: which } : {}), ...(runId ? { execucao: runId } : {}) },
  }),
}
const permissions = { 'workflows.manage': leaders }

declare module '@/kit/links' {
  interface Links extends WorkflowLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends WorkflowPermissions {}
}
type WorkflowLinks = typeof links
type WorkflowPermissions = typeof permissions

const meta = {
  areas: ['workflows', 'templates'],
  title: 'workflows.title',
  permission: 'workflows.manage' as const,
}

/** What the clinic does by itself when something happens. */
export default defineFeature({
  routes: {
    shell: [
      { path: 'automacoes', name: 'workflows', component: () => import('./pages/AutomacoesPage.vue'), meta },
      {
        path: 'automacoes/:id',
        name: 'workflow',
        component: () => import('./pages/AutomacaoPage.vue'),
        meta,
      },
      {
        path: 'automacoes/:id/execucoes',
        name: 'workflow-runs',
        component: () => import('./pages/ExecucoesPage.vue'),
        meta,
      },
    ],
  },
  links,
  permissions,
  menu: [
    {
      label: 'shell.menu.workflows',
      icon: 'pi-sitemap',
      to: links.workflows(),
      path: '/automacoes',
      position: 75,
      permission: 'workflows.manage',
    },
  ],
})
