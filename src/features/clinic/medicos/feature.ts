import { defineFeature } from '@/kit/feature'

const links = {
  /** The list; with an id, that professional is open over it. */
  medicos: (id?: string) => ({ name: 'medicos', query: id ? { medico: id } : {} }),
}

declare module '@/kit/links' {
  interface Links extends MedicoLinks {}
}
type MedicoLinks = typeof links

/** Professionals outside the clinic, who refer patients or treat them as well. */
export default defineFeature({
  routes: {
    shell: [
      {
        path: 'pacientes/medicos',
        name: 'medicos',
        component: () => import('./pages/MedicosPage.vue'),
        meta: { areas: ['medicos', 'contacts'], title: 'medicos.title' },
      },
    ],
  },
  links,
})
