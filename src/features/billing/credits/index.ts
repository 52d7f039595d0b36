/** What other features may use of this one. */
import './live-events'

export { useCreditBalance } from './queries'
export { centsPerMessage, isSpent } from './rules'
