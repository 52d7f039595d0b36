import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const functions = join(import.meta.dirname, '../..')
const platform = readdirSync(import.meta.dirname).filter((file) => !file.endsWith('.test.ts'))

/** What is loaded for a file: imports of values, with theirs; types are gone by then. */
function loadedBy(entry: string): string[] {
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    if (!file.startsWith('/')) return
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)(?! type)[^'\n;]*(?:\{[^}]*\}[^'\n]*)?'([^']+)'/gm,
    ))
      visit(path.startsWith('.') ? join(dirname(file), path) : path)
  }
  visit(join(functions, entry))
  return [...seen].map((file) => (file.startsWith('/') ? relative(functions, file) : file))
}

const has = (entry: string, part: string) => loadedBy(entry).some((file) => file.includes(part))

test.each(platform)('platform/%s knows no domain and no provider', (file) => {
  const imported = [
    ...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/from '(\.\.\/[^']+)'/g),
  ]
  expect(imported.map(([, path]) => path).filter((path) => !path?.startsWith('../contracts/'))).toEqual([])
})

test.each([
  ['asaas-webhook', ['providers/', 'messaging/', 'account/', 'jose', 'nodemailer']],
  ['push-key', ['providers/', 'messaging/', 'account/', 'billing/', 'nodemailer']],
  ['health', ['providers/', 'messaging/', 'account/', 'jose', 'nodemailer']],
  ['create-whatsapp-credit-charge', ['providers/twilio', 'providers/evolution', 'messaging/', 'nodemailer']],
  ['reconcile-credit-purchases', ['providers/twilio', 'providers/evolution', 'messaging/', 'nodemailer']],
  ['evolution-whatsapp-inbound', ['providers/twilio', 'providers/asaas', 'billing/', 'jose', 'nodemailer']],
  ['evolution-webhook-provision', ['providers/twilio', 'providers/asaas', 'billing/', 'nodemailer']],
  ['twilio-whatsapp-inbound', ['providers/evolution', 'providers/asaas', 'billing/', 'jose', 'nodemailer']],
  ['twilio-channel-provision', ['providers/evolution', 'providers/asaas', 'billing/', 'nodemailer']],
  ['sync-whatsapp-templates', ['providers/evolution', 'providers/asaas', 'billing/', 'nodemailer']],
  ['deactivate-notification-channel', ['providers/', 'billing/', 'nodemailer']],
  ['change-whatsapp-message', ['providers/asaas', 'billing/', 'nodemailer']],
  ['accept-media-upload', ['providers/', 'billing/', 'nodemailer']],
  ['show-whatsapp-typing', ['providers/asaas', 'billing/', 'nodemailer']],
  ['send-whatsapp-message', ['providers/asaas', 'billing/', 'nodemailer']],
  ['send-invitation', ['providers/', 'messaging/', 'billing/']],
  ['ask-knowledge', ['providers/', 'messaging/', 'billing/', 'nodemailer', 'unpdf', 'node-html-markdown']],
  ['assist-person', ['providers/', 'messaging/', 'billing/', 'nodemailer', 'unpdf', 'node-html-markdown']],
  ['mcp', ['providers/', 'messaging/', 'billing/', 'jose', 'nodemailer', 'unpdf', 'node-html-markdown']],
  ['read-document', ['providers/', 'messaging/', 'billing/', 'nodemailer', 'unpdf', 'node-html-markdown']],
  ['lookup-cep', ['providers/', 'messaging/', 'billing/', 'nodemailer']],
  ['process-jobs', ['nodemailer']],
  ['clinic-asaas-webhook', ['providers/', 'messaging/', 'billing/', 'jose', 'nodemailer']],
  ['order-checkout', ['providers/asaas', 'billing/', 'nodemailer']],
  ['stripe-webhook', ['providers/asaas', 'providers/twilio', 'messaging/', 'billing/', 'jose', 'nodemailer']],
  ['connect-carrier', ['providers/twilio', 'providers/asaas', 'messaging/', 'billing/', 'nodemailer']],
  ['connect-stripe', ['providers/twilio', 'providers/asaas', 'messaging/', 'nodemailer']],
  ['connect-clinic-asaas', ['providers/twilio', 'providers/evolution', 'messaging/', 'nodemailer']],
  ['connect-dinamize', ['providers/twilio', 'providers/evolution', 'messaging/', 'billing/', 'nodemailer']],
  ['charge-by-pix', ['nodemailer']],
] as const)('%s loads nothing of %j', (name, parts) => {
  expect(parts.filter((part) => has(`${name}/index.ts`, part))).toEqual([])
})

test('the walk over imports finds what a function does load', () => {
  expect(has('asaas-webhook/index.ts', 'postgres')).toBe(true)
  expect(has('send-whatsapp-message/index.ts', 'providers/twilio/client.ts')).toBe(true)
  expect(has('send-whatsapp-message/index.ts', 'jose')).toBe(true)
  expect(has('process-jobs/index.ts', 'messaging/jobs/send-message.ts')).toBe(true)
})
