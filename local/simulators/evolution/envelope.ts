/** Wire types of Evolution API v2 and the envelope around every webhook. */

export type Fields = Record<string, unknown>

export interface MessageKey {
  remoteJid: string
  fromMe: boolean
  id: string
  remoteJidAlt?: string
  participant?: string
  participantAlt?: string
  addressingMode?: 'lid' | 'pn'
  senderPn?: string
  senderLid?: string
  previousRemoteJid?: string
}

/** A message's content with the type name Evolution gives it. */
export interface Content {
  messageType: string
  message: Fields
  contextInfo?: Fields | null
}

/** `data` of messages.upsert and send.message, and a row of findMessages. */
export interface MessageData extends Content {
  key: MessageKey
  pushName?: string | null
  status?: string
  messageTimestamp: number | string
  instanceId?: string
  /** The first version of Evolution names the instance here. */
  owner?: string
  source?: string
}

export interface Envelope {
  event: string
  instance: string
  data: unknown
  destination?: string
  date_time?: string
  /** JID of the connected number; absent before the first connection. */
  sender?: string
  server_url?: string
  apikey?: string | null
}

/** What the gateway knows when it posts a webhook. */
export interface EnvelopeContext {
  instance: string
  apikey: string | null
  destination: string
  sender?: string
  serverUrl?: string
  at?: Date
}

/** A webhook body, with its keys in the order in which the gateway writes them. */
export function envelope(context: EnvelopeContext, event: string, data: unknown): Envelope {
  return {
    event,
    instance: context.instance,
    data,
    destination: context.destination,
    date_time: (context.at ?? new Date()).toISOString(),
    ...(context.sender ? { sender: context.sender } : {}),
    server_url: context.serverUrl ?? 'http://localhost:8080',
    apikey: context.apikey,
  }
}
