/** What other features may use of this one. */
export { usePendingEntries } from './queries'
