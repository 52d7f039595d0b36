import type { RunAct, RunState } from './types'

const ACTS: Record<RunState, readonly RunAct[]> = {
  running: ['pause', 'stop'],
  waiting: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  failed: ['retry', 'stop'],
  done: [],
  stopped: [],
  skipped: [],
}

/** What can be done with a run in a state. */
export const actsOf = (state: RunState): readonly RunAct[] => ACTS[state]
