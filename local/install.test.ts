import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { repositoryRoot } from './config.ts'

it.runIf(process.platform !== 'win32')('leaves the lock file as it was, whatever npm makes of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zelo-install-'))
  try {
    mkdirSync(join(folder, 'local'))
    copyFileSync(join(repositoryRoot, 'local', 'install.mjs'), join(folder, 'local', 'install.mjs'))
    const lock = '{ "name": "zelo", "kept": true }\n'
    writeFileSync(join(folder, 'package-lock.json'), lock)
    mkdirSync(join(folder, 'bin'))
    writeFileSync(
      join(folder, 'bin', 'npm'),
      `#!/bin/sh\necho "$@" > asked\nmkdir -p node_modules\necho {} > node_modules/.package-lock.json\necho '{}' > package-lock.json\n`,
      { mode: 0o755 },
    )
    const run = () =>
      execFileSync(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `import { install } from ${JSON.stringify(pathToFileURL(join(folder, 'local', 'install.mjs')).href)}; install()`,
        ],
        {
          env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` },
          stdio: 'pipe',
        },
      )
    run()
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toContain('install --no-save')
    expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).toBe(lock)
    rmSync(join(folder, 'asked'))
    run()
    expect(existsSync(join(folder, 'asked'))).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
