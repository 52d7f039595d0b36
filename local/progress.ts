import { demoBookingSlug } from './demo/booking.ts'
import { demoShopSlug } from './demo/shop.ts'
import { demoPassword, demoUsers } from './demo.ts'

/** Prints one line for each step of the start, with its duration. */
export interface Progress {
  step<T>(label: string, work: () => Promise<T>): Promise<T>
  note(text: string): void
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Progress for a terminal or a log file: finished steps only, so that both read the same. */
export const printedProgress: Progress = {
  async step(label, work) {
    const started = performance.now()
    try {
      const result = await work()
      console.log(`  ✓ ${label.padEnd(46)} ${seconds(started)}`)
      return result
    } catch (error) {
      console.log(`  ✗ ${label.padEnd(46)} ${seconds(started)}`)
      throw error
    }
  },
  note: (text) => console.log(`  ! ${text}`),
}

/** For tests and benchmarks. */
export const silentProgress: Progress = { step: (_label, work) => work(), note: () => {} }

/** What the last lines of a successful start say. */
export function readyText(urls: { app: string; simulators: string }): string {
  const width = Math.max(...demoUsers.map((user) => user.email.length))
  const rows = demoUsers.map((user) => `  ${user.email.padEnd(width)}  ${demoPassword}  ${user.role}`)
  return [
    `\nZelo ready: ${urls.app}\n`,
    ...rows,
    `\n  The patient's phone: ${urls.simulators}/simulador`,
    `  Online booking, as a stranger sees it: ${urls.app}/agendar/${demoBookingSlug}\n` +
      `  The shop, as a stranger sees it: ${urls.app}/loja/${demoShopSlug}\n`,
  ].join('\n')
}
