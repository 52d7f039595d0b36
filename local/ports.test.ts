import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { Lock } from './lock.ts'
import { freePort, isEphemeral, PortReservation } from './ports.ts'
import { accepts, Supervisor } from './supervisor.ts'

it('chooses ports that no outgoing connection takes', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort))
  expect(ports.filter(isEphemeral)).toEqual([])
})

it('holds ports until they are released, and refuses a taken one with the way out', async () => {
  const port = await freePort()
  const first = new PortReservation()
  await first.take({ gateway: port })
  const second = new PortReservation()
  await expect(second.take({ gateway: port })).rejects.toThrow(`Port ${port} (gateway) is in use`)
  await first.release(port)
  await second.take({ gateway: port })
  await second.releaseAll()
  expect(await accepts(port)).toBe(false)
})

it('waits for a port that an outgoing connection has taken', async () => {
  const home = mkdtempSync(join(tmpdir(), 'zelo-ports-'))
  const taken = join(home, 'taken')
  writeFileSync(taken, '')
  const port = await freePort()
  const supervisor = new Supervisor(home, await Lock.take(home), () => {})
  try {
    // Node shares an address with its own outgoing connections, the system's choice does not; so this one pretends.
    const program = `if (require('fs').existsSync(${JSON.stringify(taken)})) throw new Error('listen EADDRINUSE')
      require('net').createServer().listen(${port}, '127.0.0.1')`
    const started = supervisor.start({ name: 'late', port, command: [process.execPath, '-e', program] })
    const failures = () =>
      readFileSync(join(home, 'logs', 'late.log'), 'utf8').split('Error: listen').length - 1
    await vi.waitUntil(() => failures() > 3, { timeout: 20_000 })
    rmSync(taken)
    await started
    expect(await accepts(port)).toBe(true)
  } finally {
    await supervisor.stopAll()
    rmSync(home, { recursive: true, force: true })
  }
}, 60_000)
