import { defineAsyncComponent } from 'vue'

/** Fetches a component together with its texts, which another feature's page has not. */
const withTexts = <Module>(load: () => Promise<Module>) =>
  Promise.all([load(), import('@/kit/i18n').then(({ loadAreas }) => loadAreas(['segments', 'sales']))]).then(
    ([module]) => module,
  )

/** The choice of a saved segment: `v-model` is its id, or ''. */
export const SegmentField = defineAsyncComponent(() =>
  withTexts(() => import('./components/SegmentField.vue')),
)
export { useSegments } from './queries'
export { useSegmentFilter } from './use-segment-filter'
