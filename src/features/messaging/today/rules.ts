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
}

/** What a new clinic does first, in its order; nobody can be written to before WhatsApp is connected. */
export function setupSteps(setup: Setup): SetupStep[] {
  return (['whatsapp', 'team', 'message'] as const).map((key) => ({
    key,
    isDone: setup[key],
    isBlocked: key === 'message' && !setup.whatsapp,
  }))
}

/** The step to do now: the first that can be done. */
export function nextStep(steps: readonly SetupStep[]): SetupStep | null {
  return steps.find(({ isDone, isBlocked }) => !isDone && !isBlocked) ?? null
}

/** From here on somebody waits too long. */
const TOO_LONG_SECONDS = 3_600

/** How long somebody waits for an answer. */
export function waited(since: string, now: Date): { seconds: number; isTooLong: boolean } {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 1_000))
  return { seconds, isTooLong: seconds >= TOO_LONG_SECONDS }
}
