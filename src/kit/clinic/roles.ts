import { roles, type Role } from './types'

/** Owners and admins see the settings of the clinic. */
export function canManage(role: Role | null | undefined): boolean {
  return role === 'owner' || role === 'admin'
}

/** Owners, admins and supervisors read the statements of the clinic. */
export function canLead(role: Role | null | undefined): boolean {
  return canManage(role) || role === 'supervisor'
}

/** Who manages a clinic, for what a feature declares about permissions. */
export const managers: readonly Role[] = roles.filter(canManage)

/** Who leads in a clinic. */
export const leaders: readonly Role[] = roles.filter(canLead)
