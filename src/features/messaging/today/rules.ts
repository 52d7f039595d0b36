import type { Setup, Today } from './types'

/** Whether the channel lets nothing through, as far as the product knows. */
export function isChannelDown(channel: Today['channel']): boolean {
  return channel === null || channel.state === 'close'
}

export interface SetupStep {
  key: keyof Setup
  isDone: boolean
  /** Something before it has to be done first. */
  isBlocked: boolean
  /** It does itself; the next one can be done meanwhile. */
  isUnderWay: boolean
}

const ORDER = ['whatsapp', 'history', 'team', 'quick_reply', 'push', 'message'] as const
const NEEDS_WHATSAPP: ReadonlySet<string> = new Set(['history', 'message'])

/** What a new clinic does first, in its order; without WhatsApp there is nothing to import and nobody to write to. */
export function setupSteps(setup: Setup): SetupStep[] {
  return ORDER.filter((key) => setup[key] !== null).map((key) => ({
    key,
    isDone: key === 'history' ? setup.history?.done === true : setup[key],
    isBlocked: NEEDS_WHATSAPP.has(key) && !setup.whatsapp,
    isUnderWay: key === 'history' && ['queued', 'running', 'waiting'].includes(setup.history?.state ?? ''),
  }))
}

/** The step to do now: the first that can be done. */
export function nextStep(steps: readonly SetupStep[]): SetupStep | null {
  return steps.find(({ isDone, isBlocked, isUnderWay }) => !isDone && !isBlocked && !isUnderWay) ?? null
}

/** From here on somebody waits too long. */
const TOO_LONG_SECONDS = 3_600

/** How long somebody waits for an answer. */
export function waited(since: string, now: Date): { seconds: number; isTooLong: boolean } {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 1_000))
  return { seconds, isTooLong: seconds >= TOO_LONG_SECONDS }
}
