import { expect, test } from 'vitest'
import { startNative, stackKind, type RunCli } from './native.ts'

test('the embedded stack runs unless the environment asks for the native one', () => {
  expect(stackKind({})).toBe('embedded')
  expect(stackKind({ ZELO_STACK: '' })).toBe('embedded')
  expect(stackKind({ ZELO_STACK: 'embedded' })).toBe('embedded')
  expect(stackKind({ ZELO_STACK: 'native' })).toBe('native')
  expect(() => stackKind({ ZELO_STACK: 'docker' })).toThrow(/must be "native".*not "docker"/)
})

test('the native stack is started by the CLI without Docker, and asked for its address', async () => {
  const calls: string[] = []
  const run: RunCli = (args, env) => {
    calls.push(`${env.SUPABASE_EXPERIMENTAL_STACK} ${args.join(' ')}`)
    const output = 'API_URL="http://127.0.0.1:54321"\nANON_KEY="old"\nPUBLISHABLE_KEY="sb_publishable_1"\n'
    return Promise.resolve({ code: 0, output })
  }
  expect(await startNative(run)).toEqual({
    apiUrl: 'http://127.0.0.1:54321',
    publishableKey: 'sb_publishable_1',
  })
  expect(calls).toEqual(['1 start --runtime native --yes', '1 status --output env'])
})

test('where it cannot be downloaded, the start is refused with the reason and the way out', async () => {
  const output =
    '│ database 17\nCould not download postgres: connect ECONNREFUSED.\nTry rerunning with --debug.\n'
  const run: RunCli = () => Promise.resolve({ code: 1, output })
  await expect(startNative(run)).rejects.toThrow(
    /\(Could not download postgres: connect ECONNREFUSED\)\. .*registry.*"npm start" without ZELO_STACK/,
  )
})
