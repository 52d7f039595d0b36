/** What other features and the shell may use of this one. */
export { changePassword, checkPassword, signOut } from './api'
export { MIN_PASSWORD, emailProblem, nameProblem } from './rules'
/** The frame of the pages before the shell. */
export const authLayout = () => import('./components/AuthLayout.vue')
