import type { StackConfig } from './config.ts'
import { isWriteToClosedSocket, messageOf } from './failure.ts'

/** Something that a child process serves until it is told to end. */
export interface Service {
  stop(): Promise<void>
}

/** The environment that hands a stack's configuration to a child; arguments would show its secrets to `ps`. */
export function childEnvironment(config: StackConfig): Record<string, string> {
  return { ZELO_CHILD: JSON.stringify(config) }
}

/** Runs a service as the main work of this process: ends it on a signal, and when the supervisor is gone. */
export async function runChild(start: (config: StackConfig) => Promise<Service>): Promise<void> {
  const config = JSON.parse(process.env.ZELO_CHILD ?? 'null') as StackConfig | null
  if (!config) throw new Error('This program is started by the embedded stack, not by hand')
  const supervisor = process.ppid
  const running: { service?: Service } = {}
  let ending = false

  const end = async () => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), 4000).unref()
    await running.service?.stop().catch((error: unknown) => console.error(messageOf(error)))
    process.exit(0)
  }
  process.on('SIGTERM', () => void end())
  process.on('SIGINT', () => void end())
  setInterval(() => process.ppid !== supervisor && void end(), 1000).unref()
  process.on('unhandledRejection', (reason) => console.error('unhandled rejection', reason))
  process.on('uncaughtException', (error) => {
    console.error('uncaught exception', error)
    if (!isWriteToClosedSocket(error)) process.exit(1)
  })

  running.service = await start(config)
}
