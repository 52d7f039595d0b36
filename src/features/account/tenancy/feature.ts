import { managers } from '@/kit/clinic/roles'
import { defineFeature } from '@/kit/feature'

const links = {
  clinic: () => ({ name: 'settings-clinic' }),
  team: () => ({ name: 'settings-team' }),
  profile: () => ({ name: 'settings-profile' }),
}
const permissions = { 'clinic.manage': managers }

declare module '@/kit/links' {
  interface Links extends TenancyLinks {}
}
declare module '@/kit/permissions' {
  interface Permissions extends TenancyPermissions {}
}
type TenancyLinks = typeof links
type TenancyPermissions = typeof permissions

/** The clinic, its people and the profile of each. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'clinica',
        name: 'settings-clinic',
        component: () => import('./pages/ConfiguracoesClinicaPage.vue'),
        meta: { permission: 'clinic.manage', title: 'settings.clinic.title' },
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
    ],
  },
  links,
  permissions,
  settings: [
    { key: 'clinic', group: 'clinic', icon: 'pi-building', route: 'settings-clinic', position: 40 },
    { key: 'team', group: 'clinic', icon: 'pi-users', route: 'settings-team', position: 50 },
    { key: 'profile', group: 'you', icon: 'pi-user', route: 'settings-profile', position: 70 },
  ],
})
