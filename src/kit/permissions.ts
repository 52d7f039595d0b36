import { shallowRef } from 'vue'
import type { Module, Role } from './clinic/types'

/**
 * What only some roles may open or do, by name. Features declare theirs in `feature.ts`. SQL refuses whoever may not;
 * this only spares people the refusal.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- features merge their permissions in
export interface Permissions {}

/** Name of a permission that some feature declares. */
export type Permission = keyof Permissions

/** Who has a permission, in clinics that use the module of its feature. */
interface Holders {
  roles: readonly Role[]
  module: Module | undefined
}

const holders = new Map<string, Holders>()
const modulesInUse = shallowRef<readonly Module[] | null>(null)

/** Makes the permissions of a feature known; called once a feature, when the app starts. */
export function addPermissions(
  permissions: Readonly<Record<string, readonly Role[]>>,
  module: Module | undefined,
): void {
  for (const [name, roles] of Object.entries(permissions)) {
    if (holders.has(name)) throw new Error(`Two features declare the permission ${name}`)
    holders.set(name, { roles, module })
  }
}

/** Says which modules the clinic on screen uses; null without a clinic. */
export function setModulesInUse(modules: readonly Module[] | null): void {
  modulesInUse.value = modules
}

/** Whether the clinic on screen uses a module. */
export function isModuleOn(module: Module | undefined): boolean {
  return module === undefined || (modulesInUse.value?.includes(module) ?? true)
}

/** Whether a role has a permission in the clinic on screen. */
export function roleMay(role: Role | null | undefined, permission: Permission): boolean {
  const found = holders.get(permission)
  return role != null && found !== undefined && found.roles.includes(role) && isModuleOn(found.module)
}
