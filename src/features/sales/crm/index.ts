/** What other features use of sales. */
export { useSalesSettings } from './queries'
