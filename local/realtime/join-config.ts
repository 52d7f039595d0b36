import { isObject } from './protocol.ts'

/** One entry of `postgres_changes` as the client sent it; it is echoed back word for word. */
export type ChangeRequest = Record<string, unknown>

/** What a client asks for when it joins a channel. */
export interface JoinConfig {
  private: boolean
  ack: boolean
  self: boolean
  replicationReady: boolean
  replay: { since: number; limit: number } | null
  presenceKey: string | null
  presenceEnabled: boolean
  changes: ChangeRequest[]
  accessToken: string | null
}

const MAX_REPLAY = 25

/** Reads a join payload; whatever is missing or of the wrong kind takes its default, as on the hosted server. */
export function readJoinConfig(payload: unknown): JoinConfig {
  const root = asObject(payload)
  const config = asObject(root['config'])
  const broadcast = asObject(config['broadcast'])
  const presence = asObject(config['presence'])
  const changes = Array.isArray(config['postgres_changes']) ? config['postgres_changes'] : []
  return {
    private: asBoolean(config['private']),
    ack: asBoolean(broadcast['ack']),
    self: asBoolean(broadcast['self']),
    replicationReady: asBoolean(broadcast['replication_ready']),
    replay: readReplay(broadcast['replay']),
    presenceKey: asText(presence['key']),
    presenceEnabled: asBoolean(presence['enabled']),
    changes: changes.filter(isObject),
    accessToken: asText(root['access_token']) ?? asText(root['user_token']),
  }
}

function readReplay(value: unknown): JoinConfig['replay'] {
  if (!isObject(value) || typeof value['since'] !== 'number') return null
  const limit = typeof value['limit'] === 'number' ? Math.trunc(value['limit']) : MAX_REPLAY
  return { since: value['since'], limit: Math.min(Math.max(limit, 1), MAX_REPLAY) }
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

function asBoolean(value: unknown): boolean {
  return value === true || value === 'true'
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
