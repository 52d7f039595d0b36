import { inject } from 'vitest'

/** What a test needs to reach a stack; the same for whole-stack and browser tests. */
export interface StackContext {
  appUrl: string
  gatewayUrl: string
  functionsUrl: string
  simulatorsUrl: string
  /** As `postgres`, the owner of the project. */
  databaseUrl: string
  superuserUrl: string
  publishableKey: string
  secretKey: string
  jwtSecret: string
  home: string
  pids: Record<string, number>
}

declare module 'vitest' {
  interface ProvidedContext {
    stacks: StackContext[]
  }
}

/** The stack of this worker: files that run side by side share no clinic, no simulator and no process. */
export function ownStack(): StackContext {
  const stack = inject('stacks')[Number(process.env.VITEST_POOL_ID) - 1]
  if (!stack) throw new Error(`No stack was started for worker ${process.env.VITEST_POOL_ID}.`)
  return stack
}
