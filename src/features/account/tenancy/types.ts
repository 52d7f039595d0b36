import type {
  NotificationChannelConnectionState,
  NotificationChannelProvider,
  TenantMemberRole,
} from '@contracts/unions'

/** Roles of a clinic, from the most to the least powerful; the rules themselves are enforced in SQL. */
export const roles = [
  'owner',
  'admin',
  'supervisor',
  'therapist',
  'operator',
] as const satisfies TenantMemberRole[]
export type Role = TenantMemberRole

export type ChannelProvider = NotificationChannelProvider
export type ConnectionState = NotificationChannelConnectionState

/** One clinic that the person belongs to. */
export interface Membership {
  tenant_id: string
  slug: string
  name: string
  role: Role
  time_zone: string
  logo_path: string | null
  whatsapp: { provider: ChannelProvider; state: ConnectionState } | null
  unread_total: number
}

/** Answer of `my_context`: everything that the shell needs to draw itself. */
export interface MyContext {
  user: { id: string; email: string; full_name: string; locale: string }
  is_saas_admin: boolean
  single_tenant: boolean
  /** The clinic that the person last was in and is in no more. */
  left_clinic?: string | null
  memberships: Membership[]
}

export interface Tenant {
  id: string
  slug: string
  name: string
  cpf_cnpj: string | null
  time_zone: string
  logo_path: string | null
  ignore_groups: boolean
  created_at: string
}

export interface Member {
  user_id: string
  full_name: string
  email: string
  role: Role
  status: 'active' | 'disabled'
  created_at: string
}

/** An invitation as the team page lists it; its token is shown once, when it is made. */
export interface PendingInvitation {
  id: string
  email: string
  role: Role
  expires_at: string
  created_at: string
}

/** Answer of `send-invitation`. */
export interface SentInvitation {
  id: string
  email: string
  role: Role
  expires_at: string
  link: string
  /** False where the e-mail could not be sent: the link has to be passed on by hand. */
  mailed: boolean
}
