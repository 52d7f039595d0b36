import type { Sql } from 'postgres'
import type { TokenVerifier } from './auth.ts'
import type { Authorizer } from './authorization.ts'
import type { ChangeFeed } from './changes.ts'
import type { Channel } from './channel.ts'
import type { PresenceTracker } from './presence.ts'
import type { Frame, SharedFrame } from './protocol.ts'
import type { Registry } from './registry.ts'
import type { ReplicationStream } from './replication.ts'

/** What every channel of one server shares. */
export interface Services {
  sql: Sql
  verifyToken: TokenVerifier
  authorizer: Authorizer
  registry: Registry<Channel>
  presence: PresenceTracker<Channel>
  changes: ChangeFeed
  /** The stream of `realtime.messages`. */
  messages: ReplicationStream
  log(line: string): void
}

/** The socket that a channel lives on. */
export interface Connection {
  /** The key or token that opened the socket. */
  readonly token: string
  readonly headers: Record<string, string>
  send(frame: Frame): void
  sendShared(frame: SharedFrame): void
  /** Called once, when the channel has ended. */
  release(channel: Channel): void
}

/** Why a client may not join; `code` is the name that clients of the hosted server see. */
export class JoinError extends Error {
  constructor(
    readonly code:
      'TopicNameRequired' | 'Unauthorized' | 'UnableToReplayMessages' | 'UnableToConnectToProject',
    message: string,
  ) {
    super(message)
  }
}
