import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import './live-events'
import type { Campaign, CampaignKit } from './types'

/** What is kept of campaigns. */
export const campaignKeys = {
  all: (tenantId: string) => ['campaigns', tenantId] as const,
  of: (tenantId: string, ...rest: readonly unknown[]) => ['campaigns', tenantId, ...rest] as const,
}

/** What campaigns can be in this clinic. */
export function useCampaignKit() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const queryKey = campaignKeys.of(tenantId, 'kit')
  const query = useQuery({ queryKey, queryFn: () => api.getCampaignKit(tenantId), refetchOnMount: 'always' })
  return { ...query, put: (kit: CampaignKit) => client.setQueryData(queryKey, kit) }
}

/** The clinic's campaigns, current while they are on screen. */
export function useCampaigns() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const queryKey = campaignKeys.of(tenantId, 'list')
  const channel = useTenantChannel()
  const again = () => void client.invalidateQueries({ queryKey })
  channel.on('campaign', again)
  channel.onGap(again)
  return useQuery({ queryKey, queryFn: () => api.listCampaigns(tenantId), refetchOnMount: 'always' })
}

/** One campaign, current while it is on screen; whoever changed it puts the answer. */
export function useCampaign(id: () => string) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const keyOf = (one: string) => campaignKeys.of(tenantId, 'one', one)
  const channel = useTenantChannel()
  const again = () => {
    void client.invalidateQueries({ queryKey: keyOf(id()) })
    void client.invalidateQueries({ queryKey: campaignKeys.of(tenantId, 'recipients', id()) })
  }
  channel.on('campaign', (event) => {
    if (event.id === id()) again()
  })
  channel.onGap(again)
  const query = useQuery({
    queryKey: computed(() => keyOf(id())),
    queryFn: () => api.getCampaign(tenantId, id()),
    refetchOnMount: 'always',
    // what providers say of messages is told to conversations alone
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 5_000 : false),
  })
  return { ...query, put: (campaign: Campaign) => client.setQueryData(keyOf(campaign.id), campaign) }
}

/** Whether something may still happen by itself within minutes. */
function isUnderWay({ state, closed_at }: Campaign): boolean {
  return state === 'running' || (state === 'stopped' && closed_at === null)
}
