import { leaders } from '@/kit/clinic/roles'
import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  knowledge: () => ({ name: 'knowledge' }),
  /** A document; without an id, a new one. */
  knowledgeDocument: (id = 'novo') => ({ name: 'knowledge-document', params: { id } }),
}
const permissions = {
  /** Asks what the clinic has written. */
  'knowledge.ask': roles,
  /** Writes it. */
  'knowledge.write': leaders,
}

declare module '@/kit/links' {
  interface Links extends KnowledgeLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends KnowledgePermissions {}
}
type KnowledgeLinks = typeof links
type KnowledgePermissions = typeof permissions

const meta = { areas: ['knowledge'], title: 'knowledge.title', permission: 'knowledge.ask' as const }

/** What the clinic has written down, for whoever asks. */
export default defineFeature({
  module: 'knowledge',
  routes: {
    shell: [
      { path: 'conhecimento', name: 'knowledge', component: () => import('./pages/KnowledgePage.vue'), meta },
      {
        path: 'conhecimento/:id',
        name: 'knowledge-document',
        component: () => import('./pages/DocumentPage.vue'),
        props: true,
        meta,
      },
    ],
  },
  links,
  permissions,
  menu: [
    {
      label: 'shell.menu.knowledge',
      icon: 'pi-book',
      to: links.knowledge(),
      path: '/conhecimento',
      position: 78,
      permission: 'knowledge.ask',
    },
  ],
})
