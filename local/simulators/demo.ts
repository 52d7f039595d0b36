import { readdirSync, readFileSync } from 'node:fs'
import { phoneKey } from './core/br-phone.ts'

/** What exists at the first boot of the simulators: the demo clinics' provider accounts and their patients. */
export const demo = {
  evolution: {
    globalKey: 'demo-evolution-global',
    instance: 'aurora',
    apikey: 'demo-evolution-aurora',
    /** WhatsApp number of Clínica Aurora. */
    number: '5511940041000',
    profileName: 'Clínica Aurora',
  },
  twilio: {
    accountSid: 'ACdemo00000000000000000000000000',
    authToken: 'demo-twilio-horizonte',
    /** WhatsApp sender of Clínica Horizonte. */
    number: '+14155238886',
    friendlyName: 'Clínica Horizonte',
    /** Who wrote to it lately according to the demo data; Twilio would know those messages. */
    wroteLately: ['5521998765432', '5571999990008', '5571988123470', '5521954478120'],
  },
  /** The application at Meta, and what the demo clinics have there. */
  meta: {
    appId: '900000000000001',
    appSecret: 'demo-meta-secret',
    /** A number that only the Cloud API has. */
    number: {
      id: '104000000000001',
      parent: '204000000000001',
      label: 'Clínica Aurora · Meta',
      number: '5511940042000',
    },
    /** A number that stays in the app of a phone. */
    phoneNumber: {
      id: '104000000000002',
      parent: '204000000000002',
      label: 'Recepção Aurora',
      number: '5511940043000',
    },
    page: { id: '319000000000001', label: 'Clínica Aurora' },
    instagram: { id: '17841000000000001', label: '@clinica.aurora' },
  },
  /** A group in which the clinic's phone and the patients are. */
  group: { phone: '120363041234567890@g.us', name: 'Grupo de pais · Aurora' },
  asaas: {
    apiKey: '$aact_hmlg_demo-zelo',
    webhookToken: 'demo-asaas',
  },
  /** The account that a clinic connects to charge its patients. */
  clinicAsaas: { apiKey: '$aact_hmlg_demo-clinica-aurora' },
  /** The account of e-mail marketing that a clinic connects, with who signed up in the last days. */
  dinamize: {
    user: 'marketing@aurora.test',
    password: 'demo-dinamize',
    clientCode: '000123',
    contacts: [
      {
        at: 70,
        email: 'renata.siqueira@exemplo.test',
        name: 'Renata Siqueira',
        phone: '11 98111-2001',
        optout: false,
      },
      {
        at: 46,
        email: 'otavio.brandao@exemplo.test',
        name: 'Otávio Brandão',
        phone: '11 98111-2002',
        optout: false,
      },
      { at: 22, email: 'luana.freitas@exemplo.test', name: 'Luana Freitas', phone: '', optout: false },
      {
        at: 5,
        email: 'paulo.menezes@exemplo.test',
        name: 'Paulo Menezes',
        phone: '11 98111-2004',
        optout: true,
      },
    ],
  },
  /** The account of Stripe that a clinic sells with. */
  clinicStripe: { secretKey: 'sk_test_democlinicaaurora' },
  /** Phones that a visitor of /simulador can pick up. One of them hides behind a LID, one lost its ninth digit. */
  patients: [
    { name: 'Beatriz Almeida', phone: '5511912345678' },
    { name: 'Carlos Nogueira', phone: '553187654321' },
    { name: 'Lúcia Prado', phone: '5521998765432' },
    { name: 'Rafael Teles', phone: '5585999112233', lid: '148371464324997@lid' },
  ],
} as const

const stories = new URL('../demo/stories/', import.meta.url)
let names: ReadonlyMap<string, string> | undefined

/** The patients of the demo conversations by the key of their phone. */
export function demoNames(): ReadonlyMap<string, string> {
  names ??= new Map(
    readdirSync(stories).flatMap((file) =>
      [...readFileSync(new URL(file, stories), 'utf8').matchAll(/^== (.+) \| (\d+)$/gm)].map(
        ([, name = '', phone = '']) => [phoneKey(phone), name] as const,
      ),
    ),
  )
  return names
}
