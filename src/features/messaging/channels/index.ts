/** What other features and the shell may use of this one. */
import './live-events'

export { useChannelHealth } from './health'
export { toneOf } from './rules'
