import type { Role } from './clinic/types'

/**
 * What only some roles may open or do, by name. Features declare theirs in `feature.ts`. SQL refuses whoever may not;
 * this only spares people the refusal.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- features merge their permissions in
export interface Permissions {}

/** Name of a permission that some feature declares. */
export type Permission = keyof Permissions

const holders = new Map<string, readonly Role[]>()

/** Makes the permissions of a feature known; called once a feature, when the app starts. */
export function addPermissions(permissions: Readonly<Record<string, readonly Role[]>>): void {
  for (const [name, roles] of Object.entries(permissions)) {
    if (holders.has(name)) throw new Error(`Two features declare the permission ${name}`)
    holders.set(name, roles)
  }
}

/** Whether a role has a permission. */
export function roleMay(role: Role | null | undefined, permission: Permission): boolean {
  return role != null && (holders.get(permission)?.includes(role) ?? false)
}
