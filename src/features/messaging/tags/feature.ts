import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  tags: () => ({ name: 'settings-tags' }),
}
const permissions = { 'tags.manage': leaders }

declare module '@/kit/links' {
  interface Links extends TagLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends TagPermissions {}
}
type TagLinks = typeof links
type TagPermissions = typeof permissions

/** Short words that a clinic puts on its conversations. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'etiquetas',
        name: 'settings-tags',
        component: () => import('./pages/ConfiguracoesEtiquetasPage.vue'),
        meta: { areas: ['tags'], title: 'tags.title', permission: 'tags.manage' },
      },
    ],
  },
  links,
  permissions,
  settings: [{ key: 'tags', group: 'conversations', icon: 'pi-tags', route: 'settings-tags', position: 16 }],
})
