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
