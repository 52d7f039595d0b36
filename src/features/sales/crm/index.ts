/** What other features use of sales. */
export { useSalesSettings } from './queries'
export { default as SalesPage } from './components/SalesPage.vue'
