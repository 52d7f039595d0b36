import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  imports: () => ({ name: 'imports' }),
  /** A file becomes records of this kind. */
  importFile: (kind?: string) => ({ name: 'import', params: kind ? { kind } : {} }),
}
const permissions = { 'imports.use': roles.filter((role) => role !== 'therapist') }

declare module '@/kit/links' {
  interface Links extends ImportLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends ImportPermissions {}
}
type ImportLinks = typeof links
type ImportPermissions = typeof permissions

const meta = { areas: ['imports'], permission: 'imports.use' as const, title: 'imports.title' }

/** Files of other systems become people, companies and leads. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'importar/:kind?',
        name: 'import',
        component: () => import('./pages/ImportPage.vue'),
        props: true,
        meta,
      },
    ],
    settings: [
      { path: 'importacoes', name: 'imports', component: () => import('./pages/ImportsPage.vue'), meta },
    ],
  },
  links,
  permissions,
  settings: [{ key: 'imports', group: 'clinic', icon: 'pi-file-import', route: 'imports', position: 45 }],
})
