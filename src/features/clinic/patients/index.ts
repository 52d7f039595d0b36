/** What other features may use of the patients. */
export { usePatient } from './queries'
export { addressLine, formatBirthday } from './rules'
export type { Patient, PatientFile, PatientRelation } from './types'
