import { authLayout } from '@/features/account/auth'
import { defineFeature } from '@/kit/feature'

const links = {
  secondFactor: (back: string) => ({ name: 'second-factor', query: { voltar: back } }),
  mySecondFactor: () => ({ name: 'settings-second-factor' }),
}

declare module '@/kit/links' {
  interface Links extends SecondFactorLinks {}
}
type SecondFactorLinks = typeof links

/** What comes after the password: the page that asks for it, one's own devices, and who in a clinic has to. */
export default defineFeature({
  routes: {
    public: [
      {
        path: '/segundo-fator',
        component: authLayout,
        meta: { areas: ['auth', 'secondFactor'], withoutTenant: true, title: 'secondFactor.title' },
        children: [
          { path: '', name: 'second-factor', component: () => import('./pages/SegundoFatorPage.vue') },
        ],
      },
    ],
    settings: [
      {
        path: 'segundo-fator',
        name: 'settings-second-factor',
        component: () => import('./pages/ConfiguracoesSegundoFatorPage.vue'),
        meta: { areas: ['secondFactor'], title: 'secondFactor.title' },
      },
      {
        path: 'seguranca',
        name: 'settings-security',
        component: () => import('./pages/ConfiguracoesSegurancaPage.vue'),
        meta: { areas: ['secondFactor'], permission: 'clinic.manage', title: 'secondFactor.clinic.title' },
      },
    ],
  },
  links,
  settings: [
    { key: 'secondFactor', group: 'you', icon: 'pi-key', route: 'settings-second-factor', position: 72 },
    { key: 'security', group: 'trust', icon: 'pi-lock', route: 'settings-security', position: 64 },
  ],
  banners: [
    {
      component: () => import('./components/SecondFactorBanner.vue'),
      when: ({ second_factor, second_factor_from }) => Boolean(second_factor ?? second_factor_from),
      position: 0,
    },
  ],
})
