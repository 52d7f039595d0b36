import type { ConnectionState } from '@/kit/clinic/types'
import type { EvolutionSetup, HistoryImport } from './types'

/** Colour of a connection's state. */
export function toneOf(state: ConnectionState): 'ok' | 'warn' | 'coral' {
  if (state === 'open') return 'ok'
  return state === 'close' ? 'coral' : 'warn'
}

/** How many people a day may be written to first, out of WhatsApp's word for it (TIER_2K); null when it says none. */
export function limitOf(tier: string | null): number | null {
  if (tier === null) return null
  if (/UNLIMITED$/.test(tier)) return Infinity
  const match = /^TIER_(\d+)(K)?$/.exec(tier)
  return match ? Number(match[1]) * (match[2] ? 1000 : 1) : null
}

/** Colour of how people take a number's messages. */
export function toneOfQuality(quality: string): 'ok' | 'warn' | 'coral' | 'neutral' {
  if (quality === 'green') return 'ok'
  if (quality === 'yellow') return 'warn'
  return quality === 'red' ? 'coral' : 'neutral'
}

/** Key of what is wrong with a Twilio account SID, or null. */
export function accountSidProblem(sid: string): string | null {
  return /^AC[0-9a-zA-Z]{30,32}$/.test(sid.trim()) ? null : 'channels.twilio.accountSidProblem'
}

/** Key of what is wrong with a messaging service SID, or null; it may be left out. */
export function messagingServiceProblem(sid: string): string | null {
  return !sid.trim() || /^MG[0-9a-zA-Z]{30,32}$/.test(sid.trim())
    ? null
    : 'channels.twilio.messagingServiceProblem'
}

/** A sender as Twilio wants it, from what people paste: "whatsapp:+1 415…", "(415) …" with its "+". */
export function normaliseSender(text: string): string {
  const digits = text.replace(/\D/g, '')
  return digits ? `+${digits}` : ''
}

/** Key of what is wrong with the number that sends, or null. */
export function senderProblem(text: string): string | null {
  return /^\+[1-9]\d{7,14}$/.test(normaliseSender(text)) ? null : 'channels.twilio.senderProblem'
}

/** Key of what is wrong with the address of an Evolution server, or null. */
export function serverUrlProblem(text: string): string | null {
  return /^https?:\/\/[^\s/]+/i.test(text.trim()) ? null : 'channels.evolution.serverUrlProblem'
}

/** Whether the connection ended and nothing prepares the next code. A phone of another clinic has to be taken off first. */
export function needsFreshQr({
  state,
  qr_code,
  last_error,
}: Pick<EvolutionSetup, 'state' | 'qr_code' | 'last_error'>): boolean {
  return state === 'close' && qr_code === null && last_error !== 'number_in_use'
}

/** Whether an import is still under way. */
export function isOpen(run: HistoryImport | null): boolean {
  return run !== null && run.finished_at === null
}

/** Key of what an import does, or came to. */
export function historyText(run: HistoryImport): string {
  if (run.state === 'running' && run.chats_total === null) return 'channels.history.states.listing'
  if (run.state !== 'failed') return `channels.history.states.${run.state}`
  if (run.last_error === 'provider_auth_failed') return 'channels.history.failedAuth'
  return run.last_error === 'channel_disconnected'
    ? 'channels.history.failedGone'
    : 'channels.history.states.failed'
}

/** How far an import is, from 0 to 100; null while nobody knows of how much. */
export function historyPercent(run: HistoryImport): number | null {
  if (run.chats_total === null) return null
  return run.chats_total === 0 ? 100 : Math.floor((run.chats_done / run.chats_total) * 100)
}
