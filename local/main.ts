import { configFromEnvironment } from './config.ts'
import { messageOf, StackFailure } from './failure.ts'
import { printedProgress, readyText } from './progress.ts'
import { startStack, type Stack } from './stack.ts'

/** What `npm start` runs once the packages are there. */
async function main(): Promise<void> {
  const { home, portBase } = configFromEnvironment(process.env)
  const starting = startStack({ home, portBase, app: 'dev', watch: true, progress: printedProgress })
  let ending = false

  const end = async (stack: Promise<Stack | undefined>, code: number) => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), 9500).unref()
    console.log('\nStopping …')
    await (await stack)?.stop()
    process.exit(code)
  }
  const started = starting.catch(() => undefined)
  process.on('SIGINT', () => void end(started, 0))
  process.on('SIGTERM', () => void end(started, 0))
  process.on('SIGHUP', () => void end(started, 0))

  const stack = await starting
  if (!ending) console.log(readyText(stack.urls))
}

try {
  await main()
} catch (error) {
  console.error(
    `\n${error instanceof StackFailure ? error.message : `Zelo could not start: ${messageOf(error)}`}`,
  )
  process.exit(1)
}
