import { queryOptions, useMutation, useQueryClient } from '@tanstack/vue-query'
import { patchMembership, requireTenantId } from '@/kit/clinic/context'
import type { Module } from '@/kit/clinic/types'
import * as api from './api'

const key = (tenantId: string) => ['modules', tenantId] as const

export const modulesQuery = (tenantId: string) =>
  queryOptions({ queryKey: key(tenantId), queryFn: () => api.listModules(tenantId) })

/** Switches a module; the menu follows at once. */
export function useSetModule() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  return useMutation({
    mutationFn: ({ module, isOn }: { module: Module; isOn: boolean }) =>
      api.setModule(tenantId, module, isOn),
    onSuccess: (modules) => {
      client.setQueryData(key(tenantId), modules)
      patchMembership({ modules: modules.filter(({ is_usable }) => is_usable).map(({ module }) => module) })
    },
  })
}
