import { computed, type ComputedRef } from 'vue'
import { roleMay, type Permission } from '../permissions'
import { useTenant } from './context'

/** Whether the person has a permission in the clinic on screen. */
export function usePermission(permission: Permission): ComputedRef<boolean> {
  const { role } = useTenant()
  return computed(() => roleMay(role.value, permission))
}
