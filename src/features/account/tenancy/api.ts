import { invoke, rest, rpc, unwrap } from '@/lib/rpc'
import type { AppLocale } from '@/kit/i18n'
import type { Role } from '@/kit/clinic/types'
import type { Member, MySession, PendingInvitation, SentInvitation, Tenant } from './types'

/** What the clinic's page changes. */
export interface TenantChanges {
  name: string
  cpfCnpj: string | null
  timeZone: string
  ignoreGroups: boolean
}

/** The clinic as its owner and admins see it. */
export function getTenant(tenantId: string): Promise<Tenant> {
  return rpc('get_tenant', { p_tenant_id: tenantId })
}

export function updateTenant(tenantId: string, changes: TenantChanges): Promise<Tenant> {
  return rpc('update_tenant', {
    p_tenant_id: tenantId,
    p_name: changes.name,
    p_cpf_cnpj: changes.cpfCnpj,
    p_time_zone: changes.timeZone,
    p_ignore_groups: changes.ignoreGroups,
  })
}

export function listMembers(tenantId: string): Promise<Member[]> {
  return rpc('list_members', { p_tenant_id: tenantId })
}

/** Invitations that can still be accepted, the newest first. Owners and admins only. */
export function listInvitations(tenantId: string): Promise<PendingInvitation[]> {
  return unwrap(
    rest
      .from('tenant_invitations')
      .select('id, email, role, expires_at, created_at')
      .eq('tenant_id', tenantId)
      .is('accepted_at', null)
      .is('revoked_at', null)
      .gt('expires_at', new Date().toISOString())
      .order('created_at', { ascending: false }),
  )
}

/** Creates the invitation and mails its link, which is also answered so that it can be copied. */
export function sendInvitation(tenantId: string, email: string, role: Role): Promise<SentInvitation> {
  return invoke('send-invitation', { tenant_id: tenantId, email: email.trim(), role })
}

export function revokeInvitation(tenantId: string, id: string): Promise<void> {
  return rpc('revoke_invitation', { p_tenant_id: tenantId, p_id: id })
}

export function setMemberRole(tenantId: string, userId: string, role: Role): Promise<void> {
  return rpc('set_member_role', { p_tenant_id: tenantId, p_user_id: userId, p_role: role })
}

export function removeMember(tenantId: string, userId: string): Promise<void> {
  return rpc('remove_member', { p_tenant_id: tenantId, p_user_id: userId })
}

export function leaveTenant(tenantId: string): Promise<void> {
  return rpc('leave_tenant', { p_tenant_id: tenantId })
}

export function updateMyProfile(fullName: string, locale: AppLocale): Promise<void> {
  return rpc('update_my_profile', { p_full_name: fullName, p_locale: locale })
}

/** Where the person is signed in. */
export function listMySessions(): Promise<MySession[]> {
  return rpc('list_my_sessions')
}

/** Ends one sign-in of theirs, or all but this one; how many. */
export function endMySessions(sessionId: string | null): Promise<number> {
  return rpc('end_my_sessions', { p_session_id: sessionId })
}
