/** What other features may use of the patients. */
export { usePatient } from './queries'
export { addressLine, formatBirthday } from './rules'
export type { PatientFile } from './types'

/** Writes somebody down while they wait; its texts are the areas `patients` and `contacts`. */
export const loadPatientCadastroDialog = () => import('./components/PatientCadastroDialog.vue')
