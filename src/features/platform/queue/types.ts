/** Answer of `get_queue_metrics`. */
export interface QueueMetrics {
  waiting: number
  running: number
  retrying: number
  dead: number
  oldest_waiting_seconds: number
  finished_last_hour: number
  failed_last_hour: number
  /** The last 60 minutes, oldest first. */
  per_minute: MinuteCount[]
  unparsed: number
  /** Messages of the last thirty days that the inbox shows as not sent. */
  unsent: number
}

export interface MinuteCount {
  at: string
  finished: number
  failed: number
}

/** One job as the screen lists it. */
export interface QueueJob {
  id: number
  kind: string
  state: 'dead' | 'waiting' | 'retrying' | 'running'
  attempts: number
  max_attempts: number
  run_at: string
  last_error: string | null
  created_at: string
  dead_at: string | null
  summary: string
}

/** An authentic event that no rule understood. */
export interface UnparsedEvent {
  event_id: string
  provider: string
  event_type: string | null
  reason: string | null
  received_at: string
  payload: unknown
}
