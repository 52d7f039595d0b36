/** What every embedded stack contains so that a visitor can try the product. None of it exists anywhere else. */

export interface DemoUser {
  id: string
  email: string
  name: string
  role: string
}

export const demoPassword = 'zelo-demo'

export const demoUsers: readonly DemoUser[] = [
  user(1, 'admin@aurora.test', 'Ana Admin', 'owner, Clínica Aurora'),
  user(2, 'supervisor@aurora.test', 'Sílvia Supervisora', 'supervisor, Clínica Aurora'),
  user(3, 'terapeuta@aurora.test', 'Tiago Terapeuta', 'therapist, Clínica Aurora'),
  user(4, 'recepcao@aurora.test', 'Rita Recepção', 'operator, Clínica Aurora'),
  user(5, 'admin@horizonte.test', 'Hugo Admin', 'owner, Clínica Horizonte'),
  user(6, 'saas@zelo.test', 'Zélia Zelo', 'SaaS admin'),
]

export const demoEvolution = { instance: 'aurora', apiKey: 'demo-evolution-aurora' } as const

export const demoTwilio = {
  accountSid: 'ACdemo00000000000000000000000000',
  authToken: 'demo-twilio-horizonte',
  from: 'whatsapp:+14155238886',
} as const

/** The application at Meta. */
export const demoMeta = {
  appId: '900000000000001',
  appSecret: 'demo-meta-secret',
  verifyToken: 'demo-meta-verify',
} as const

export const demoAsaas = { apiKey: '$aact_hmlg_demo-zelo', webhookToken: 'demo-asaas' } as const

/** The account that a clinic connects to charge its patients. */
export const demoClinicAsaas = { apiKey: '$aact_hmlg_demo-clinica-aurora' } as const
/** The account of e-mail marketing that a clinic connects. */
export const demoDinamize = {
  user: 'marketing@aurora.test',
  password: 'demo-dinamize',
  client_code: '000123',
} as const
/** The account at Melhor Envio, which says what parcels cost. */
export const demoMelhorEnvio = { token: 'melhor-envio-democlinicaaurora' } as const
/** The account of Stripe that a clinic sells with. */
export const demoClinicStripe = { secretKey: 'sk_test_democlinicaaurora' } as const

function user(n: number, email: string, name: string, role: string): DemoUser {
  return { id: `00000000-0000-4000-8000-00000000000${n}`, email, name, role }
}
