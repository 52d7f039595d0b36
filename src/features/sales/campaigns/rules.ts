import type { CampaignCounts, CampaignDefinition, CampaignLine, CampaignState } from './types'

/** What a new campaign begins with. */
export const emptyDefinition = (perMinute: number): CampaignDefinition => ({
  purpose: 'marketing',
  audience: null,
  variants: [],
  share_b: 50,
  per_minute: perMinute,
  hour_from: '00:00',
  hour_to: '24:00',
  confirms_offer: false,
})

export const stateTones: Record<CampaignState, 'neutral' | 'ok' | 'warn' | 'coral' | 'primary'> = {
  draft: 'neutral',
  scheduled: 'primary',
  running: 'primary',
  paused: 'warn',
  stopped: 'coral',
  finished: 'ok',
}

/** How much of it is over, in whole percent: whoever waits, or is just being sent it, is not. */
export function percentDone({ total, queued, sending }: CampaignCounts): number {
  return total === 0 ? 0 : Math.floor((100 * (total - queued - sending)) / total)
}

/** How many of whom it was sent to did something, in whole percent. */
export function percentOf(count: number, { sent }: CampaignCounts): number {
  return sent === 0 ? 0 : Math.round((100 * count) / sent)
}

/** The moment that counts in a list: when it begins, began, or was written. */
export function momentOf({ state, starts_at, started_at, created_at }: CampaignLine): string {
  return (state === 'scheduled' ? starts_at : started_at) ?? created_at
}
