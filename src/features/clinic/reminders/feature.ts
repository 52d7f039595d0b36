import { leaders } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  reminders: () => ({ name: 'settings-reminders' }),
}
const permissions = { 'reminders.manage': leaders }

declare module '@/kit/links' {
  interface Links extends ReminderLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends ReminderPermissions {}
}
type ReminderLinks = typeof links
type ReminderPermissions = typeof permissions

/** Sessions are reminded of: when, in which words, and why one did not go. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'lembretes',
        name: 'settings-reminders',
        component: () => import('./pages/ConfiguracoesLembretesSessaoPage.vue'),
        meta: { areas: ['reminders'], title: 'reminders.title' },
      },
    ],
  },
  links,
  permissions,
  today: [{ component: () => import('./components/TodayCalls.vue'), areas: ['reminders'], position: 12 }],
  settings: [{ key: 'reminders', group: 'care', icon: 'pi-bell', route: 'settings-reminders', position: 17 }],
})
