/** What other features may use of this one. */
export { default as TodayCard } from './components/TodayCard.vue'
