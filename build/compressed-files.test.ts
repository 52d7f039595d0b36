import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compressFolder, sendCompressed } from './compressed-files.ts'

const script = 'export const text = "olá";\n'.repeat(100)
const page = `<!doctype html>${'<p>Zelo</p>'.repeat(200)}`
let folder: string
let server: Server
let address: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zelo-compressed-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'app-1.js'), script)
  writeFileSync(join(folder, 'assets', 'small.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'font.woff2'), 'x'.repeat(5000))
  writeFileSync(join(folder, 'index.html'), page)
  await compressFolder(folder)
  server = createServer((request, response) => {
    if (!sendCompressed(folder, request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

const ask = (path: string, encoding: string, method = 'GET') =>
  fetch(address + path, { method, headers: { 'accept-encoding': encoding } })

describe('a folder that was compressed', () => {
  it('has a Brotli and a gzip file beside each text, with the same content', () => {
    const file = join(folder, 'assets', 'app-1.js')
    expect(brotliDecompressSync(readFileSync(`${file}.br`)).toString()).toBe(script)
    expect(gunzipSync(readFileSync(`${file}.gz`)).toString()).toBe(script)
  })

  it.each(['small.js', 'font.woff2'])('leaves %s as it is', (name) => {
    expect(existsSync(join(folder, 'assets', `${name}.br`))).toBe(false)
  })
})

describe('the server of a build', () => {
  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
  ])('answers %j with %s, which reads as the file', async (accepted, encoding) => {
    const answer = await ask('/assets/app-1.js', accepted)
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('content-type')).toBe('text/javascript')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(await answer.text()).toBe(script)
  })

  it('answers the document for every page of the app, to be asked for each time', async () => {
    const answer = await ask('/configuracoes/equipe?ordem=name', 'br')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(await answer.text()).toBe(page)
  })

  it.each([
    ['/assets/app-1.js', 'identity', 'GET'],
    ['/assets/small.js', 'br', 'GET'],
    ['/assets/gone.js', 'br', 'GET'],
    ['/..%2f..%2fetc/passwd.js', 'br', 'GET'],
    ['/%E0%A4%A', 'br', 'GET'],
    ['/assets/app-1.js', 'br', 'POST'],
  ])('leaves %s (%s, %s) to the next', async (path, accepted, method) => {
    expect((await ask(path, accepted, method)).status).toBe(404)
  })
})
