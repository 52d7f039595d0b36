import { useQuery, useQueryClient } from '@tanstack/vue-query'
import type { MaybeRefOrGetter } from 'vue'
import { computed, toValue } from 'vue'
import { useTenantChannel } from '@/lib/realtime'
import { rpc } from '@/lib/rpc'
import { supabaseUrl } from '@/lib/supabase'
import './live-events'
import { agendaKeys } from './queries'

/** What became of one message about a session. */
export interface SessionNotice {
  id: string
  patient_id: string
  patient_name: string
  body: string
  /** Why there is no message: the code of the refusal, or no_conversation. */
  skipped: string | null
  /** How far the message came. */
  status: string | null
  created_at: string
}

interface SessionNotices {
  /** When patients will be told of the latest changes; null when there is nothing to tell. */
  due_at: string | null
  notices: SessionNotice[]
}

/** Of which changes patients are told. */
export interface NoticeSettings {
  tells_booked: boolean
  tells_moved: boolean
  tells_cancelled: boolean
}

/** What patients were told of a session and will be, live. */
export function useSessionNotices(tenantId: string, sessionId: MaybeRefOrGetter<string>) {
  const client = useQueryClient()
  const queryKey = computed(() => [...agendaKeys.session(tenantId, toValue(sessionId)), 'notices'])
  const { on } = useTenantChannel()
  on('session_notice', ({ session_ids }) => {
    if (session_ids.includes(toValue(sessionId))) void client.invalidateQueries({ queryKey: queryKey.value })
  })
  return useQuery({
    queryKey,
    queryFn: (): Promise<SessionNotices> =>
      rpc('list_session_notices', { p_tenant_id: tenantId, p_session_id: toValue(sessionId) }),
  })
}

/** What changed until now is not told. */
export const skipSessionNotice = (tenantId: string, sessionId: string): Promise<void> =>
  rpc('skip_session_notice', { p_tenant_id: tenantId, p_session_id: sessionId })

export const noticeSettingsQuery = (tenantId: string) => ({
  queryKey: [...agendaKeys.setup(tenantId), 'notices'],
  queryFn: (): Promise<NoticeSettings> => rpc('get_session_notice_settings', { p_tenant_id: tenantId }),
})

/** Refuses everybody but owner, admin and supervisor. */
export const saveNoticeSettings = (tenantId: string, settings: NoticeSettings): Promise<NoticeSettings> =>
  rpc('save_session_notice_settings', {
    p_tenant_id: tenantId,
    p_tells_booked: settings.tells_booked,
    p_tells_moved: settings.tells_moved,
    p_tells_cancelled: settings.tells_cancelled,
  })

/** The own link for a calendar outside. */
interface AgendaFeed {
  created_at: string
  /** When a calendar last asked. */
  read_at: string | null
}

export const feedQuery = (tenantId: string) => ({
  queryKey: [...agendaKeys.setup(tenantId), 'feed'],
  queryFn: (): Promise<AgendaFeed | null> => rpc('get_agenda_feed', { p_tenant_id: tenantId }),
})

/** Makes a link, which ends the one before; it is told this once. */
export async function createFeed(tenantId: string): Promise<string> {
  const { token }: { token: string } = await rpc('create_agenda_feed', { p_tenant_id: tenantId })
  return `${supabaseUrl}/functions/v1/agenda-feed?token=${token}`
}

export const revokeFeed = (tenantId: string): Promise<void> =>
  rpc('revoke_agenda_feed', { p_tenant_id: tenantId })
