import { rpc } from '@/lib/rpc'
import type { Module } from '@/kit/clinic/types'

/** A module as the settings show it. */
export interface ModuleState {
  module: Module
  is_on: boolean
  /** The module without which it is off too. */
  needs: Module | null
  /** On, and so is what it needs. */
  is_usable: boolean
}

export function listModules(tenantId: string): Promise<ModuleState[]> {
  return rpc('list_modules', { p_tenant_id: tenantId })
}

/** Switches a module for the whole clinic; answers all of them. */
export function setModule(tenantId: string, module: Module, isOn: boolean): Promise<ModuleState[]> {
  return rpc('set_module', { p_tenant_id: tenantId, p_module: module, p_is_on: isOn })
}
