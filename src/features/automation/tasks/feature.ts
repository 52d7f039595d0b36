import { defineFeature } from '@/kit/feature'

/** What workflows leave for people to do, on the page of the day. */
export default defineFeature({
  today: [{ component: () => import('./components/TasksToday.vue'), areas: ['workflowTasks'], position: 38 }],
})
