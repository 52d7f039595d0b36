/** What other features and the shell may use of this one. */
export { useChannelHealth } from './health'
export { toneOf } from './rules'
