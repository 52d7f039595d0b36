import type { OwnerDay } from './types'

/** How full the week is, in whole percent; null where nobody works. */
export function occupation({
  open_minutes,
  taken_minutes,
}: Pick<OwnerDay['week'], 'open_minutes' | 'taken_minutes'>): number | null {
  return open_minutes > 0 ? Math.round((100 * taken_minutes) / open_minutes) : null
}

/** What needs somebody, the worst first. */
export function alertsOf({ alerts }: Pick<OwnerDay, 'alerts'>) {
  const found: { key: 'channel' | 'credits' | 'failed' | 'jobs'; n: number }[] = []
  if (alerts.channel_down) found.push({ key: 'channel', n: 1 })
  if (alerts.credits_low) found.push({ key: 'credits', n: 1 })
  if (alerts.failed_sends > 0) found.push({ key: 'failed', n: alerts.failed_sends })
  if (alerts.dead_jobs > 0) found.push({ key: 'jobs', n: alerts.dead_jobs })
  return found
}
