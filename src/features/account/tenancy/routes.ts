import type { RouteRecordRaw } from 'vue-router'

const areas = ['settings']

/** `/configuracoes` with the sections of this feature and those that other features add. */
export function settingsRoute(sections: RouteRecordRaw[]): RouteRecordRaw {
  return {
    path: 'configuracoes',
    component: () => import('./components/SettingsLayout.vue'),
    meta: { areas },
    children: [
      {
        path: '',
        name: 'settings',
        component: () => import('./pages/SettingsIndexPage.vue'),
        meta: { title: 'settings.title' },
      },
      {
        path: 'clinica',
        name: 'settings-clinic',
        component: () => import('./pages/ConfiguracoesClinicaPage.vue'),
        meta: { managersOnly: true, title: 'settings.clinic.title' },
      },
      {
        path: 'equipe',
        name: 'settings-team',
        component: () => import('./pages/ConfiguracoesEquipePage.vue'),
        meta: { title: 'settings.team.title' },
      },
      {
        path: 'perfil',
        name: 'settings-profile',
        component: () => import('./pages/ConfiguracoesPerfilPage.vue'),
        meta: { title: 'settings.profile.title' },
      },
      ...sections,
    ],
  }
}
