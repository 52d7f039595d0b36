import type { Attempt, Delivery } from './deliveries.ts'
import type { FaultPlan } from './faults.ts'
import { sleep } from './time.ts'

/** One step in the life of a sent message: changes the state and posts the webhook about it. */
export type Step = () => Delivery | undefined

/** Runs the steps of a sent message, as the fault plan wants them. Ends quietly when the simulators stop. */
export async function runSteps(
  steps: readonly Step[],
  options: { plan: FaultPlan; delayMs: number; signal: AbortSignal },
): Promise<void> {
  const ordered = options.plan.outOfOrder ? [...steps].reverse() : steps
  const answers: Promise<Attempt>[] = []
  for (const step of ordered) {
    if (!options.plan.statusBeforeResponse) {
      try {
        await sleep(options.plan.outOfOrder ? 5 : options.delayMs, options.signal)
      } catch {
        return
      }
    }
    const delivery = step()
    if (delivery) answers.push(delivery.first)
    if (options.plan.statusBeforeResponse) await delivery?.first
  }
  await Promise.all(answers)
}
