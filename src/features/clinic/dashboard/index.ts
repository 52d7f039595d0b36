/** What other pages of numbers may use of the dashboard: how periods are chosen and numbers shown. Its texts are the area `dashboard`. */
export { default as ChartCard } from './components/ChartCard.vue'
export { default as DashboardSkeleton } from './components/DashboardSkeleton.vue'
export { default as KpiCard } from './components/KpiCard.vue'
export { default as PeriodBar } from './components/PeriodBar.vue'
export type { ChartSeries } from './charts'
export { daysOf, isDay, periods, type PeriodName } from './rules'
export type { Days, PeriodUnit } from './types'
export { useNumbers } from './use-numbers'
