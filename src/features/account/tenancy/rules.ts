import { roles, type Role } from '@/kit/clinic/types'

/** Roles that somebody may give: only an owner makes another owner. */
export function grantableRoles(role: Role | null): Role[] {
  if (role === 'owner') return [...roles]
  return role === 'admin' ? roles.filter((r) => r !== 'owner') : []
}

/** Whether a manager may change or remove a member: admins do not touch owners, nobody edits themselves here. */
export function canEditMember(
  mine: { role: Role | null; userId: string },
  member: { role: Role; user_id: string },
): boolean {
  if (member.user_id === mine.userId) return false
  return mine.role === 'owner' || (mine.role === 'admin' && member.role !== 'owner')
}

/** The last owner cannot leave; the database says so too. */
export function isLastOwner(
  members: { role: Role; status: string; user_id: string }[],
  userId: string,
): boolean {
  const owners = members.filter((m) => m.role === 'owner' && m.status === 'active')
  return owners.length === 1 && owners[0]?.user_id === userId
}
