import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { refreshContext, requireTenantId } from '@/kit/clinic/context'
import { startConversation } from '@/features/messaging/inbox'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import type { EvolutionServer, MetaGrant, MetaKind, TwilioCredentials } from './types'

/** How often the set-up is asked for while a phone is being paired, beside what broadcasts say. */
const PAIRING_POLL_MS = 20_000

const channelKeys = {
  setup: (tenantId: string) => ['channel-setup', tenantId] as const,
}

const setupQuery = (tenantId: string) =>
  queryOptions({
    queryKey: channelKeys.setup(tenantId),
    queryFn: () => api.getChannelSetup(tenantId),
    staleTime: 5_000,
    refetchInterval: (query) => {
      const setup = query.state.data
      const active = setup?.active ?? null
      return active !== null && setup?.[active]?.state !== 'open' ? PAIRING_POLL_MS : false
    },
  })

/** The channels of the clinic, live: refetched on every broadcast about them and after a gap. */
export function useChannelSetup() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const query = useQuery(setupQuery(tenantId))
  const { on, onGap } = useTenantChannel()

  const refresh = () => client.invalidateQueries({ queryKey: channelKeys.setup(tenantId) })
  on('channel', refresh)
  onGap(refresh)

  return { ...query, setup: computed(() => query.data.value ?? null) }
}

/** The addresses to paste on Twilio's console; they are those of the installation and change with it only. */
export function useTwilioAddresses(wanted: () => boolean) {
  return useQuery({
    queryKey: ['twilio-addresses'],
    queryFn: api.getTwilioAddresses,
    enabled: wanted,
    staleTime: Infinity,
  })
}

/** What a manager does to the channels; each ends with the set-up and the shell refreshed. */
export function useChannelActions() {
  const client = useQueryClient()
  const tenantId = requireTenantId()

  async function refreshed<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work
    } finally {
      void client.invalidateQueries({ queryKey: channelKeys.setup(tenantId) })
      // The shell's own state; what failed here is shown by the action itself.
      void refreshContext().catch(() => null)
    }
  }

  return {
    acceptRisk: () => refreshed(api.acceptUnofficialWhatsapp(tenantId)),
    /** Key of the conversation that the message is in. */
    sendTest: async (phone: string, message: { clientId: string; body: string }) => {
      const { thread_key } = await startConversation(tenantId, phone, null)
      await api.sendMessage(tenantId, thread_key, message)
      return thread_key
    },
    connectEvolution: (server?: EvolutionServer) =>
      refreshed(api.provisionEvolution(tenantId, 'connect', server)),
    refreshQr: () => refreshed(api.provisionEvolution(tenantId, 'refresh')),
    restart: () => refreshed(api.provisionEvolution(tenantId, 'restart')),
    logout: () => refreshed(api.provisionEvolution(tenantId, 'logout')),
    connectTwilio: (credentials: TwilioCredentials) => refreshed(api.provisionTwilio(tenantId, credentials)),
    beginMeta: (kind: MetaKind, state: string, coexistence: boolean) =>
      api.beginMeta(tenantId, kind, state, coexistence),
    exchangeMeta: (kind: MetaKind, code: string) => api.exchangeMeta(tenantId, kind, code),
    chooseMeta: (kind: MetaKind, grant: MetaGrant, accountId: string, pin: string | null) =>
      refreshed(api.chooseMeta(tenantId, kind, grant, accountId, pin)),
    setTyping: async (channelId: string, shows: boolean) => {
      await api.setChannelTyping(tenantId, channelId, shows)
      await client.invalidateQueries({ queryKey: channelKeys.setup(tenantId) })
    },
    deactivate: (channelId: string) => refreshed(api.deactivateChannel(tenantId, channelId)),
  }
}
