import { managers } from '@/kit/clinic/roles'
import { roles } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'
import { withTexts } from '@/kit/i18n/with-texts'

const links = {
  agenda: () => ({ name: 'agenda' }),
  agendaMine: () => ({ name: 'agenda-mine' }),
  agendaClinic: () => ({ name: 'agenda-clinic' }),
  /** A session in its week, with its panel open. */
  agendaSession: (id: string, day: string) => ({ name: 'agenda-clinic', query: { data: day, sessao: id } }),
  /** The agenda with the booking of a session open. */
  newSession: () => ({ name: 'agenda', query: { nova: 'sim' } }),
  agendaSettings: () => ({ name: 'settings-agenda' }),
  waitingList: () => ({ name: 'waiting-list' }),
  waitingSettings: () => ({ name: 'settings-agenda', query: { parte: 'espera' } }),
}
const permissions = {
  /** Everybody's agenda and its set-up; a therapist writes the own one. */
  'agenda.writeAll': roles.filter((role) => role !== 'therapist'),
  'agenda.setUp': roles,
  'agenda.therapists': [...managers, 'supervisor' as const],
}

declare module '@/kit/links' {
  interface Links extends AgendaLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends AgendaPermissions {}
}
type AgendaLinks = typeof links
type AgendaPermissions = typeof permissions

/** Sessions in time: who comes when, to whom, in which room. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'agenda',
        name: 'agenda',
        component: () => import('./pages/AgendaClinicaPage.vue'),
        // who treats opens the own agenda first
        beforeEnter: async ({ query }) => {
          const { useTenant } = await import('@/kit/clinic/context')
          return { name: useTenant().role.value === 'therapist' ? 'agenda-mine' : 'agenda-clinic', query }
        },
      },
      {
        path: 'agenda/clinica',
        name: 'agenda-clinic',
        component: () => import('./pages/AgendaClinicaPage.vue'),
        meta: { areas: ['agenda', 'inbox', 'money', 'waiting'], title: 'agenda.title' },
      },
      {
        path: 'agenda/minha',
        name: 'agenda-mine',
        component: () => import('./pages/AgendaTerapeutaPage.vue'),
        meta: { areas: ['agenda', 'inbox', 'money', 'waiting'], title: 'agenda.mine' },
      },
      {
        path: 'agenda/lista-de-espera',
        name: 'waiting-list',
        component: () => import('./waiting/ListaDeEsperaPage.vue'),
        meta: { areas: ['agenda', 'waiting'], title: 'agenda.waitingList' },
      },
    ],
    settings: [
      {
        path: 'agenda',
        name: 'settings-agenda',
        component: () => import('./pages/ConfiguracoesAgendaPage.vue'),
        meta: { areas: ['agenda', 'waiting'], title: 'agenda.setup.title' },
      },
    ],
  },
  links,
  permissions,
  menu: [
    { label: 'shell.menu.agenda', icon: 'pi-calendar', to: links.agenda(), path: '/agenda', position: 30 },
  ],
  settings: [{ key: 'agenda', group: 'care', icon: 'pi-calendar', route: 'settings-agenda', position: 12 }],
  patientTabs: [
    {
      id: 'sessoes',
      label: 'patients.tabs.sessions',
      component: () => import('./components/PatientSessionsTab.vue'),
      areas: ['agenda', 'waiting'],
      order: 20,
    },
  ],
  today: [
    {
      component: () => import('./components/TodaySessions.vue'),
      areas: ['agenda', 'money'],
      position: 10,
    },
    {
      component: () => import('./waiting/TodayOffers.vue'),
      areas: ['agenda', 'waiting'],
      position: 15,
    },
  ],
  contact: [
    {
      component: () => withTexts(['agenda', 'waiting'], import('./waiting/ContactWaiting.vue')),
      menu: {
        label: 'shell.contact.waitingList',
        icon: 'pi-hourglass',
        dialog: () => withTexts(['agenda', 'waiting'], import('./waiting/ContactWaitingDialog.vue')),
      },
      when: ({ isGroup }) => !isGroup,
      position: 20,
    },
  ],
  shortcuts: [{ keys: 'g a', label: 'shell.shortcuts.goAgenda', to: links.agenda() }],
})
