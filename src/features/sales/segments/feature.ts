import { defineFeature } from '@/kit/feature'

const links = {
  segments: () => ({ name: 'segments' }),
  /** A segment; without an id, a new one. */
  segment: (id = 'novo') => ({ name: 'segment', params: { id } }),
}

declare module '@/kit/links' {
  interface Links extends SegmentLinks {}
}
type SegmentLinks = typeof links

const meta = { areas: ['segments', 'sales'], permission: 'sales.use' as const, title: 'segments.title' }

/** Segments: who matches rules, asked whenever it is needed. */
export default defineFeature({
  module: 'sales',
  routes: {
    shell: [
      {
        path: 'vendas/segmentos',
        name: 'segments',
        component: () => import('./pages/SegmentsPage.vue'),
        meta,
      },
      {
        path: 'vendas/segmentos/:id',
        name: 'segment',
        component: () => import('./pages/SegmentPage.vue'),
        props: true,
        meta,
      },
    ],
  },
  links,
})
