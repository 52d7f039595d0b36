import type { ChannelKind, Membership } from '@/kit/clinic/types'
import { defineFeature } from '@/kit/feature'

const links = {
  credits: () => ({ name: 'settings-credits' }),
}

declare module '@/kit/links' {
  interface Links extends CreditLinks {}
}
type CreditLinks = typeof links

const spendsCredits = (_clinic: Membership, kind: ChannelKind | null) => kind?.costs_credits ?? false

/** What messages through an official number cost. */
export default defineFeature({
  routes: {
    settings: [
      {
        path: 'creditos-whatsapp',
        name: 'settings-credits',
        component: () => import('./pages/ConfiguracoesCreditosWhatsappPage.vue'),
        meta: { areas: ['credits'], title: 'credits.title' },
      },
    ],
  },
  links,
  settings: [{ key: 'credits', group: 'money', icon: 'pi-wallet', route: 'settings-credits', position: 20 }],
  banners: [
    { component: () => import('./components/LowBalanceBanner.vue'), when: spendsCredits, position: 10 },
  ],
  topBar: [{ component: () => import('./components/ShellBalance.vue'), when: spendsCredits, position: 10 }],
})
