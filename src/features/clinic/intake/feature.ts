import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'
import { withTexts } from '@/kit/i18n/with-texts'

const links = {
  intakes: () => ({ name: 'intakes' }),
  intake: (id?: string) => ({ name: 'intake', params: { id: id ?? '' } }),
  intakeSettings: () => ({ name: 'settings-intake' }),
  intakeForm: (id?: string) => ({ name: 'settings-intake-form', params: { id: id ?? '' } }),
}
const permissions = { 'intake.manage': leaders }

declare module '@/kit/links' {
  interface Links extends IntakeLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends IntakePermissions {}
}
type IntakeLinks = typeof links
type IntakePermissions = typeof permissions

/** Forms that patients answer by a link before the first session, and what comes back. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'fichas',
        name: 'intakes',
        component: () => import('./pages/FichasPage.vue'),
        meta: { areas: ['intake'], title: 'intake.title' },
      },
      {
        path: 'fichas/:id',
        name: 'intake',
        component: () => import('./pages/FichaReviewPage.vue'),
        props: true,
        meta: { areas: ['intake', 'patients'], title: 'intake.title' },
      },
    ],
    settings: [
      {
        path: 'fichas',
        name: 'settings-intake',
        component: () => import('./pages/ConfiguracoesFichasPage.vue'),
        meta: {
          areas: ['intake', 'intakeForm'],
          title: 'intake.settings.title',
          permission: 'intake.manage',
        },
      },
      {
        path: 'fichas/:id',
        name: 'settings-intake-form',
        component: () => import('./pages/FormBuilderPage.vue'),
        props: true,
        meta: { areas: ['intake', 'intakeForm'], title: 'intake.builder.title', permission: 'intake.manage' },
      },
    ],
  },
  links,
  permissions,
  menu: [
    { label: 'shell.menu.intakes', icon: 'pi-file-edit', to: links.intakes(), path: '/fichas', position: 45 },
  ],
  settings: [{ key: 'intake', group: 'care', icon: 'pi-file-edit', route: 'settings-intake', position: 25 }],
  patientTabs: [
    {
      id: 'fichas',
      label: 'patients.tabs.intakes',
      component: () => import('./components/PatientIntakeTab.vue'),
      areas: ['intake', 'campaigns'],
      order: 45,
    },
  ],
  contact: [
    {
      component: () => withTexts(['intake'], import('./components/ContactIntake.vue')),
      when: ({ isGroup }) => !isGroup,
      position: 15,
    },
  ],
})
