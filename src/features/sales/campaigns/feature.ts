import { defineFeature } from '@/kit/feature'

const links = {
  campaigns: () => ({ name: 'campaigns' }),
  campaign: (id: string) => ({ name: 'campaign', params: { id } }),
}

declare module '@/kit/links' {
  interface Links extends CampaignLinks {}
}
type CampaignLinks = typeof links

const meta = {
  areas: ['campaigns', 'sales', 'templates'],
  title: 'campaigns.title',
  permission: 'sales.use' as const,
}

/** One message to many people. */
export default defineFeature({
  module: 'sales',
  routes: {
    shell: [
      {
        path: 'vendas/campanhas',
        name: 'campaigns',
        component: () => import('./pages/CampaignsPage.vue'),
        meta,
      },
      {
        path: 'vendas/campanhas/:id',
        name: 'campaign',
        component: () => import('./pages/CampaignPage.vue'),
        props: true,
        meta,
      },
    ],
  },
  links,
})
