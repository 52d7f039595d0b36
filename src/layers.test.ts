import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint()

/** Whether a file may say this. */
async function allows(file: string, code: string): Promise<boolean> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: `src/${file}` })
  return !(result?.messages ?? []).some(({ ruleId }) => ruleId?.startsWith('no-restricted-'))
}

describe('the layers', () => {
  it.each([
    ['ui/a.ts', "import '@/lib/rpc'"],
    ['kit/clinic/a.ts', "import '@/ui/toasts'"],
    ['features/messaging/inbox/list/a.ts', "import '../live/cache'"],
    ['features/messaging/inbox/list/a.ts', "import '@/features/billing/credits'"],
    ['app/shell/a.ts', "import '@/features/billing/credits'"],
    ['app/a.ts', "void import('@/features/billing/credits')"],
  ])('%s may say %s', async (file, code) => {
    expect(await allows(file, code)).toBe(true)
  })

  it.each([
    ['lib/a.ts', "import '@/ui/toasts'"],
    ['lib/live/a.ts', "import '@/kit/links'"],
    ['ui/list/a.ts', "import '@/kit/links'"],
    ['kit/clinic/a.ts', "import '@/features/account/auth'"],
    ['features/messaging/inbox/a.ts', "import '@/app/features'"],
    ['features/messaging/inbox/list/a.ts', "import '@/features/billing/credits/queries'"],
    ['features/messaging/inbox/list/a.ts', "void import('@/features/billing/credits/queries')"],
    ['features/messaging/inbox/list/a.ts', "import '../../today/rules'"],
    ['features/messaging/inbox/a.ts', "void import('../today/rules')"],
    ['app/shell/a.ts', "import '@/features/billing/credits/queries'"],
    ['ui/a.ts', "import '../../tests/stack/support/global'"],
  ])('%s may not say %s', async (file, code) => {
    expect(await allows(file, code)).toBe(false)
  })
})
