import { configFromEnvironment } from './config.ts'
import { isWriteToClosedSocket, messageOf, StackFailure } from './failure.ts'
import { printedProgress, readyText } from './progress.ts'
import { startStack, type Stack } from './stack.ts'

/** What `npm start` runs once the packages are there. */
async function main(): Promise<void> {
  const { home, portBase } = configFromEnvironment(process.env)
  const interrupt = new AbortController()
  let running: Stack | undefined

  const end = async () => {
    if (interrupt.signal.aborted) return
    setTimeout(() => process.exit(1), 9500).unref()
    console.log('\nStopping …')
    interrupt.abort()
    if (!running) return
    await running.stop()
    process.exit()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())

  // npm tells a signal only to its shell, and the shell ends without telling anybody.
  if (process.env.npm_lifecycle_event === 'start') {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && void end(), 500).unref()
  }

  process.on('uncaughtException', (error) => {
    if (interrupt.signal.aborted || isWriteToClosedSocket(error)) return
    console.error(`\nZelo stops because of a fault of its own: ${error.stack}`)
    process.exitCode = 1
    void end()
  })

  try {
    running = await startStack({
      home,
      portBase,
      app: 'dev',
      watch: true,
      progress: printedProgress,
      signal: interrupt.signal,
    })
    console.log(readyText(running.urls))
  } catch (error) {
    if (interrupt.signal.aborted) process.exit()
    throw error
  }
}

try {
  await main()
} catch (error) {
  console.error(
    `\n${error instanceof StackFailure ? error.message : `Zelo could not start: ${messageOf(error)}`}`,
  )
  process.exit(1)
}
