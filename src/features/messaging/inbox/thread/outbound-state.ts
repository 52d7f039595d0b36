import type { TimelineMessage } from './timeline'

/**
 * What a message that has not left is doing: tried again at a moment, looked for, or behind another one. `unsent` is on
 * this device alone: it waits for the internet, or `unreachable` for a server that did not answer.
 */
export type OutboundState = 'retrying' | 'checking' | 'behind' | 'unsent' | 'unreachable'

/** Null while it is on its way or has left. */
export function outboundStateOf(
  message: Pick<TimelineMessage, 'direction' | 'status' | 'next_attempt_at' | 'local'>,
): OutboundState | null {
  if (message.direction !== 'outbound') return null
  if (message.local !== undefined) {
    if (message.local !== 'waiting') return null
    return message.next_attempt_at === null ? 'unsent' : 'unreachable'
  }
  if (message.status === 'queued') return message.next_attempt_at === null ? 'behind' : 'retrying'
  return message.status === 'sending' && message.next_attempt_at !== null ? 'checking' : null
}

/** Failures of a wrong number: the text may be right. */
const NUMBER_ERRORS: ReadonlySet<string> = new Set(['number_not_on_whatsapp', 'invalid_number'])

/** What can be mended in a failed message. */
export function remediesOf(
  message: Pick<
    TimelineMessage,
    'kind' | 'content' | 'body' | 'error_code' | 'local' | 'provider_message_id'
  >,
) {
  const isText = message.kind === 'text' && message.content?.template === undefined && message.body !== null
  // one that may have arrived stays where everybody sees it
  const mayBeGone = message.provider_message_id !== null || message.error_code === 'delivery_unknown'
  return {
    text: isText,
    number: isText && message.local === undefined && NUMBER_ERRORS.has(message.error_code ?? ''),
    discard: message.local !== undefined || !mayBeGone,
  }
}
