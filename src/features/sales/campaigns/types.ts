/** What a campaign is about; as SQL keeps it. */
export interface CampaignVariant {
  body: string | null
  template: { id: string; variables: Record<string, string> } | null
}
export type Audience =
  | { kind: 'everyone'; entity: 'patients' | 'contacts' }
  | { kind: 'people'; ids: string[] }
  | { kind: 'tag'; tag_id: string }
  | { kind: 'segment'; segment_id: string }
export interface CampaignDefinition {
  purpose: 'marketing' | 'notice'
  audience: Audience | null
  variants: CampaignVariant[]
  share_b: number
  per_minute: number
  hour_from: string
  hour_to: string
  confirms_offer: boolean
}
export type CampaignState = 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'finished'
export interface CampaignCounts {
  total: number
  queued: number
  sending: number
  sent: number
  delivered: number
  read: number
  replied: number
  failed: number
  skipped: number
}
export interface CampaignProblem {
  field: string
  code: string
}
/** A campaign in the list. */
export interface CampaignLine {
  id: string
  name: string
  state: CampaignState
  version: number
  starts_at: string | null
  started_at: string | null
  started_by_name: string | null
  is_planned: boolean
  pause_reason: string | null
  waits_for: string | null
  waits_until: string | null
  retried_at: string | null
  closed_at: string | null
  created_by_name: string | null
  created_at: string
  updated_at: string
  counts: CampaignCounts
}
interface Side {
  sent: number
  read: number
  replied: number
}
export interface Campaign extends CampaignLine {
  definition: CampaignDefinition
  problems: CampaignProblem[]
  reasons: { state: string; reason: string; count: number }[]
  credits: { held: number; used: number }
  result: { a: Side; b: Side; low: number; high: number; verdict: 'too_few' | 'unclear' | 'a' | 'b' } | null
}
export interface CampaignTier {
  key: string
  people: number
  used: number
  left: number
}
export interface CampaignKit {
  may_send: boolean
  may_manage: boolean
  roles: string[]
  unofficial_since: string | null
  channel: {
    channel_id: string
    provider: string
    label: string
    is_official: boolean
    is_connected: boolean
    needs_template: boolean | null
    most_per_minute: number | null
    obstacle: string | null
    tier: CampaignTier | null
  } | null
  hours: { weekday: number; opens: string; closes: string }[]
  time_zone: string
  variables: string[]
}
export interface CampaignPreview {
  total: number
  reachable: number
  left_out: Record<string, number>
  a: number
  b: number
  credits: number
  balance: number
  kept_for_reminders: number
  missing_credits: number
  tier: CampaignTier | null
  next_at: string | null
  minutes: number
  fits_today: number
  samples: { name: string; phone: string | null; variant: 'a' | 'b'; text: string }[]
  problems: CampaignProblem[]
}
export interface CampaignRecipient {
  id: string
  position: number
  name: string
  phone: string | null
  variant: 'a' | 'b'
  state: string
  reason: string | null
  taken_at: string | null
  replied_at: string | null
  patient_id: string | null
  contact_id: string | null
  thread_key: string | null
}
export type CampaignAct = 'pause' | 'resume' | 'stop' | 'unschedule' | 'retry'
/** A saved segment, as far as an audience asks. */
export interface SegmentChoice {
  id: string
  name: string
  entity: string
}
