import { defineFeature } from '@/kit/feature'

/** The form that a patient opens by a link. */
export default defineFeature({
  routes: {
    public: [
      {
        // the token of the link is in the tab by now, see lib/link-tokens.ts
        path: '/ficha',
        name: 'public-intake',
        component: () => import('./public/PublicIntakePage.vue'),
        meta: { areas: ['intakeForm'], public: true, title: 'intakeForm.title' },
      },
    ],
  },
})
