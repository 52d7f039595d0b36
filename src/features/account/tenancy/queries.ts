import { queryOptions, useMutation, useQueryClient } from '@tanstack/vue-query'
import * as api from './api'
import { patchMembership, refreshContext, requireTenantId } from '@/kit/clinic/context'
import type { Role } from '@/kit/clinic/types'
import type { AppLocale } from '@/kit/i18n'

/** Keys of what this feature keeps, all under the clinic. */
const tenancyKeys = {
  tenant: (tenantId: string) => ['tenant', tenantId] as const,
  members: (tenantId: string) => ['members', tenantId] as const,
  invitations: (tenantId: string) => ['invitations', tenantId] as const,
}

/** Where the person is signed in, whatever the clinic. */
export const sessionsQuery = () => queryOptions({ queryKey: ['my-sessions'], queryFn: api.listMySessions })

export const tenantQuery = (tenantId: string) =>
  queryOptions({ queryKey: tenancyKeys.tenant(tenantId), queryFn: () => api.getTenant(tenantId) })

export const membersQuery = (tenantId: string) =>
  queryOptions({ queryKey: tenancyKeys.members(tenantId), queryFn: () => api.listMembers(tenantId) })

export const invitationsQuery = (tenantId: string) =>
  queryOptions({ queryKey: tenancyKeys.invitations(tenantId), queryFn: () => api.listInvitations(tenantId) })

/** Saves the clinic's page and what the shell shows of it. */
export function useUpdateTenant() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  return useMutation({
    mutationFn: (changes: api.TenantChanges) => api.updateTenant(tenantId, changes),
    onSuccess: (tenant) => {
      client.setQueryData(tenancyKeys.tenant(tenantId), tenant)
      patchMembership({ name: tenant.name, time_zone: tenant.time_zone })
    },
  })
}

/** What managers do to the team; each change refreshes the lists that show it. */
export function useTeamActions() {
  const client = useQueryClient()
  const tenantId = requireTenantId()

  const refreshed =
    (key: readonly unknown[]) =>
    <Result>(result: Result): Result => {
      void client.invalidateQueries({ queryKey: key })
      return result
    }
  const members = refreshed(tenancyKeys.members(tenantId))
  const invitations = refreshed(tenancyKeys.invitations(tenantId))

  return {
    invite: (email: string, role: Role) => api.sendInvitation(tenantId, email, role).then(invitations),
    revoke: (id: string) => api.revokeInvitation(tenantId, id).then(invitations),
    setRole: (userId: string, role: Role) => api.setMemberRole(tenantId, userId, role).then(members),
    remove: (userId: string) => api.removeMember(tenantId, userId).then(members),
    leave: () => api.leaveTenant(tenantId).then(() => refreshContext()),
  }
}

/** Saves my name and language. */
export async function saveProfile(fullName: string, locale: AppLocale): Promise<void> {
  await api.updateMyProfile(fullName, locale)
  await refreshContext()
}
