import { setTimeout as sleep } from 'node:timers/promises'
import { accepts } from '../../../local/supervisor.ts'
import type { Stack } from '../../../local/stack.ts'
import { until } from '../support/services.ts'
import type { Random } from './random.ts'
import type { Traffic } from './senders.ts'

type Victim = 'functions' | 'scheduler' | 'postgres'

/** What is killed when, as a share of the traffic. */
export interface Disturbance {
  victim: Victim
  at: number
}

/** Functions are killed again and again, the clock twice, the database once. */
export function planDisturbances(random: Random): Disturbance[] {
  const within = (low: number, high: number) => low + random.next() * (high - low)
  const plan: Disturbance[] = [
    ...[0, 1, 2, 3, 4, 5].map((n): Disturbance => ({ victim: 'functions', at: within(n, n + 0.9) / 6.5 })),
    { victim: 'scheduler', at: within(0.2, 0.4) },
    { victim: 'scheduler', at: within(0.6, 0.8) },
    { victim: 'postgres', at: within(0.4, 0.6) },
  ]
  return plan.sort((left, right) => left.at - right.at)
}

/** Kills as planned; each victim is back before the next one is hit. `lastCrash` is when functions last lost their work. */
export async function disturb(
  stack: Stack,
  plan: readonly Disturbance[],
  traffic: Traffic,
): Promise<{ lastCrash: Date; killed: Victim[] }> {
  const { ports } = stack.config
  const killed: Victim[] = []
  let lastCrash = new Date(0)
  for (const { victim, at } of plan) {
    while (traffic.share < at) await sleep(10)
    const before = stack.pids[victim]
    await stack.kill(victim)
    if (victim === 'functions') lastCrash = new Date()
    killed.push(victim)
    await until(
      () => stack.pids[victim] !== undefined && stack.pids[victim] !== before,
      `${victim} did not come back`,
    )
    if (victim !== 'scheduler') await until(() => accepts(ports[victim]), `${victim} does not answer`)
  }
  return { lastCrash, killed }
}
