import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { authMails } from '../account/auth-mails.ts'

const functions = fileURLToPath(new URL('../..', import.meta.url))
const config = readFileSync(new URL('../../../config.toml', import.meta.url), 'utf8')
const names = readdirSync(functions).filter(
  (name) => !name.startsWith('_') && statSync(`${functions}/${name}`).isDirectory(),
)

test.each(names)('%s checks its caller itself and is deployed with the shared import map', (name) => {
  const section = config.split(`[functions.${name}]\n`)[1]?.split('\n[')[0] ?? ''
  expect(section.trim().split('\n')).toEqual(['verify_jwt = false', 'import_map = "./functions/deno.json"'])
})

test('nothing else is configured as a function', () => {
  const configured = [...config.matchAll(/^\[functions\.([\w-]+)\]$/gm)].map(([, name]) => name)
  expect(configured.sort()).toEqual([...names].sort())
})

test('people may set up a second factor and come in with it', () => {
  expect(config).toContain('[auth.mfa.totp]\nenroll_enabled = true\nverify_enabled = true\n')
})

test('every mail of the Auth service is in the language of the product', () => {
  const sections = [
    ...config.matchAll(/^\[auth\.email\.template\.(\w+)\]\nsubject = ".+"\ncontent_path = "(.+)"$/gm),
  ].map(([, name = '', path = '']) => ({ name, html: readFileSync(`${functions}/../../${path}`, 'utf8') }))
  // what `npm run generate` writes is what the project is configured with
  expect(sections).toEqual(authMails())
  expect(sections.map(({ name }) => name)).toEqual([
    'confirmation',
    'recovery',
    'magic_link',
    'invite',
    'email_change',
  ])
  // a link of Auth itself would be used up by whatever opens it, a scanner of mails for instance
  const ours =
    /lang="pt-BR"[^]*href="\{\{ \.SiteURL \}\}\/confirmar\?token_hash=\{\{ \.TokenHash \}\}&amp;type=\w+"/
  for (const { html } of sections) expect(html).toMatch(ours)
})

test('pins the versions of package.json', () => {
  const { imports } = JSON.parse(readFileSync(`${functions}/deno.json`, 'utf8'))
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'),
  )
  const versions: Record<string, string> = { ...devDependencies, ...dependencies }
  for (const [name, address] of Object.entries(imports)) {
    const [, library = '', part = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(name) ?? []
    expect(address).toBe(`npm:${library}@${versions[library]}${part}`)
  }
})
