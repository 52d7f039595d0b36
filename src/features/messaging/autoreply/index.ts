/** What other features may use of this one. */
export type { WeekHours } from './types'

/** An editor of the hours of a week; its texts are those of the area `autoreply`. */
export const loadWeekHoursEditor = () => import('./components/WeekHoursEditor.vue')
