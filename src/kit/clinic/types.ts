import type {
  ChannelMediaMedia,
  NotificationChannelConnectionState,
  NotificationChannelProvider,
  TenantMemberRole,
  TenantModuleModule,
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

/** Part of the product that a clinic may switch off. */
export type Module = TenantModuleModule

export type ChannelProvider = NotificationChannelProvider
export type ConnectionState = NotificationChannelConnectionState

/** A kind of file that a kind of channel sends. */
export interface MediaAbility {
  /** Without parameters, the preferred one first. */
  mime_types: readonly string[]
  max_bytes: number
  /** A text goes with the file, in the same message. */
  takes_caption: boolean
}

/** What a kind of channel can, as the rows of the database say (`channel_kinds`): screens ask this, never its name. */
export interface ChannelKind {
  kind: string
  /** Of a family one channel is on at a time. */
  family: string
  label: string
  is_official: boolean
  costs_credits: boolean
  max_text_length: number
  /** For how long after the person's last message free text is taken; null where it always is. */
  window_hours: number | null
  /** For how long a person may still answer by hand; null where that is no longer. */
  human_window_hours?: number | null
  /** Characters of a template that is filled in; null where there are no templates. */
  max_template_length: number | null
  takes_reactions: boolean
  takes_replies: boolean
  takes_typing: boolean
  takes_contacts: boolean
  takes_location: boolean
  takes_forwards: boolean
  /** For how long a sent text can be changed; null where it cannot. */
  edit_minutes: number | null
  /** For how long a sent message can be taken back; null where it cannot. */
  delete_minutes: number | null
  /** Answers to press under a message; 0: they are written below it with numbers. */
  max_buttons: number
  /** Answers in a list, where they are more than buttons; 0: no lists. */
  max_rows: number
  /** Files that one message carries. */
  max_files: number
  /** A kind of file that is missing cannot be sent. */
  media: Partial<Record<ChannelMediaMedia, MediaAbility>>
}

/** A channel through which a clinic writes. */
export interface ActiveChannel {
  provider: ChannelProvider
  family: string
  state: ConnectionState
}

/** A second factor that was not passed, or that is not there. */
export type MissingSecondFactor = 'verify' | 'enrol'

/** One clinic that the person belongs to. */
export interface Membership {
  tenant_id: string
  slug: string
  name: string
  role: Role
  time_zone: string
  logo_path: string | null
  /** What the person still has to do before anything of the clinic is shown. */
  second_factor?: MissingSecondFactor | null
  /** From when on the clinic asks for a second factor that is not there yet. */
  second_factor_from?: string | null
  whatsapp: { provider: ChannelProvider; state: ConnectionState } | null
  /** The channels that are on, one of a family. */
  channels: readonly ActiveChannel[]
  /** Parts of the product that the clinic uses. */
  modules: readonly Module[]
  /** The day on which a clinic that was cancelled is deleted; until then it only reads. */
  deletion_on?: string | null
  unread_total: number
}

/** Answer of `my_context`: everything that the shell needs to draw itself. */
export interface MyContext {
  user: { id: string; email: string; full_name: string; locale: string }
  is_saas_admin: boolean
  /** What an administrator of the service still has to do before running it. */
  saas_second_factor?: MissingSecondFactor | null
  single_tenant: boolean
  /** What each kind of channel can, by its name. */
  channel_kinds: Record<string, ChannelKind>
  /** The clinic that the person last was in and is in no more. */
  left_clinic?: string | null
  memberships: Membership[]
}
