import { defineFeature } from '@/kit/feature'

/** Finds people, conversations and what was said in them, from every page of a clinic. */
export default defineFeature({
  topBar: [{ component: () => import('./components/GlobalSearch.vue'), when: () => true, position: 0 }],
})
