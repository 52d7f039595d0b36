/** What other features may use of this one. */
export { sinceOf } from './rules'
export { useAddonNames } from './use-addon-names'
