import { configFromEnvironment } from './config.ts'
import { isWriteToClosedSocket, messageOf, StackFailure } from './failure.ts'
import { serveApp, stackKind, startNative, stopNative } from './native.ts'
import { printedProgress, readyText } from './progress.ts'
import { startStack, type Stack } from './stack.ts'

/** `ZELO_STACK=native`: the official services instead of those of this folder, and the app in front of them. */
async function mainNative(): Promise<void> {
  const end = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end.abort())
  console.log('Starting the official services through the supabase CLI …')
  const stack = await startNative()
  try {
    if (!end.signal.aborted) await serveApp(stack, end.signal)
  } finally {
    await stopNative()
  }
}

/** What `npm start` runs once the packages are there. */
async function mainEmbedded(): Promise<void> {
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
      demoConversations: process.env.ZELO_DEMO !== 'small',
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
  if (stackKind(process.env) === 'native') await mainNative()
  else await mainEmbedded()
} catch (error) {
  console.error(
    `\n${error instanceof StackFailure ? error.message : `Zelo could not start: ${messageOf(error)}`}`,
  )
  process.exit(1)
}
