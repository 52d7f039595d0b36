import { defineFeature } from '@/kit/feature'

const links = {
  patients: () => ({ name: 'patients' }),
  /** A patient's page; `tab` is one that a feature hangs into it, the first one when absent. */
  patient: (id?: string, tab?: string) => ({
    name: 'patient',
    params: { id: id ?? '', ...(tab ? { tab } : {}) },
  }),
  newPatient: () => ({ name: 'patient-new' }),
  editPatient: (id?: string) => ({ name: 'patient-edit', params: { id: id ?? '' } }),
}

declare module '@/kit/links' {
  interface Links extends PatientLinks {}
}
type PatientLinks = typeof links

/** The people who are treated by the clinic; other features hang tabs into their page. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'pacientes',
        name: 'patients',
        component: () => import('./pages/PatientsListPage.vue'),
        meta: { areas: ['patients', 'contacts'], title: 'patients.title' },
      },
      {
        path: 'pacientes/novo',
        name: 'patient-new',
        component: () => import('./pages/PatientsCadastroPage.vue'),
        meta: { areas: ['patients', 'contacts'], title: 'patients.new', withoutBottomBar: true },
      },
      {
        path: 'pacientes/:id/cadastro',
        name: 'patient-edit',
        component: () => import('./pages/PatientsCadastroPage.vue'),
        meta: { areas: ['patients', 'contacts'], title: 'patients.title', withoutBottomBar: true },
      },
      {
        path: 'pacientes/:id/:tab?',
        name: 'patient',
        component: () => import('./pages/PatientPage.vue'),
        meta: { areas: ['patients', 'contacts'], title: 'patients.title' },
      },
    ],
  },
  links,
  menu: [
    {
      label: 'shell.menu.patients',
      icon: 'pi-users',
      to: links.patients(),
      path: '/pacientes',
      position: 40,
    },
  ],
  shortcuts: [{ keys: 'g p', label: 'shell.shortcuts.goPatients', to: links.patients() }],
  patientTabs: [
    {
      id: 'resumo',
      label: 'patients.tabs.summary',
      component: () => import('./components/PatientSummaryTab.vue'),
      order: 10,
    },
  ],
})
