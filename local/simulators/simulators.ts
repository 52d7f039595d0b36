import { DinamizeService } from './dinamize/service.ts'
import { SavedAddress } from './core/saved-address.ts'
import { AsaasService } from './asaas/service.ts'
import { Deliveries } from './core/deliveries.ts'
import { EventHub } from './core/events.ts'
import { Faults } from './core/faults.ts'
import { MediaLibrary } from './core/media.ts'
import { Phones } from './core/phones.ts'
import { defaultSettings } from './core/settings.ts'
import { Snapshot } from './core/snapshot.ts'
import { demo } from './demo.ts'
import { EvolutionGateway } from './evolution/gateway.ts'
import { EvolutionPatient } from './evolution/patient.ts'
import { Mailbox } from './mail/mailbox.ts'
import type { MetaProvider } from './meta/accounts.ts'
import { MetaPatient } from './meta/patient.ts'
import { MetaService } from './meta/service.ts'
import { StripeService } from './stripe/service.ts'
import { TwilioPatient } from './twilio/patient.ts'
import { TwilioService } from './twilio/service.ts'
import type { World } from './world.ts'

/** The whole simulated world: providers, patients and mailbox. */
export interface Simulators {
  world: World
  evolution: EvolutionGateway
  twilio: TwilioService
  meta: MetaService
  asaas: AsaasService
  /** The account of a clinic. */
  clinicAsaas: AsaasService
  dinamize: DinamizeService
  /** The account at Stripe of a clinic. */
  stripe: StripeService
  mailbox: Mailbox
  patients: { evolution: EvolutionPatient; twilio: TwilioPatient } & Record<MetaProvider, MetaPatient>
  /** Forgets everything but the demo data. */
  reset(): void
  /** Ends what waits and writes the state. */
  close(): Promise<void>
}

/** Builds the world out of what was saved, with the demo data in it. */
export function createSimulators(options: {
  url: string
  functionsUrl: string
  stateDir: string
  log: (line: string) => void
}): Simulators {
  const lifetime = new AbortController()
  const hub = new EventHub()
  const settings = { ...defaultSettings }
  const touch = () => snapshot.touch()
  const world: World = {
    url: options.url,
    functionsUrl: options.functionsUrl,
    settings,
    faults: new Faults(),
    hub,
    deliveries: new Deliveries({ signal: lifetime.signal, hub, retryScale: () => settings.retryScale }),
    phones: new Phones(hub, touch),
    media: new MediaLibrary(options.stateDir, touch),
    signal: lifetime.signal,
    touch,
    log: options.log,
  }
  const evolution = new EvolutionGateway(world)
  const twilio = new TwilioService(world)
  const meta = new MetaService(world)
  const atMeta = new MetaPatient(meta)
  const asaas = new AsaasService(world, { apiKey: demo.asaas.apiKey, merchant: 'ZELO DEMO' })
  const clinicAsaas = new AsaasService(world, { apiKey: demo.clinicAsaas.apiKey, merchant: 'CLINICA DEMO' })
  const dinamize = new DinamizeService(touch)
  const stripe = new StripeService(world, {
    secretKey: demo.clinicStripe.secretKey,
    merchant: 'Clínica Demo',
  })
  const mailbox = new Mailbox(hub, touch)
  const address = new SavedAddress(options.functionsUrl)
  const snapshot = new Snapshot(options.stateDir, {
    address,
    phones: world.phones,
    media: world.media,
    instances: evolution.instances,
    accounts: twilio.accounts,
    asaas,
    clinicAsaas,
    dinamize,
    stripe,
    mailbox,
  })
  const seed = () => {
    evolution.seed()
    twilio.seed()
    asaas.seed()
    dinamize.seed()
    for (const patient of demo.patients) world.phones.meet(patient)
  }
  snapshot.load(options.log)
  for (const moving of [evolution, twilio, asaas, clinicAsaas, stripe])
    moving.moveWebhooks((url) => address.moved(url))
  seed()
  return {
    world,
    evolution,
    twilio,
    meta,
    asaas,
    clinicAsaas,
    dinamize,
    stripe,
    mailbox,
    patients: {
      evolution: new EvolutionPatient(evolution),
      twilio: new TwilioPatient(twilio),
      whatsapp_cloud: atMeta,
      messenger: atMeta,
      instagram: atMeta,
    },
    reset() {
      Object.assign(settings, defaultSettings)
      world.faults.clear()
      for (const part of [
        world.phones,
        world.media,
        evolution.instances,
        twilio.accounts,
        asaas,
        clinicAsaas,
        dinamize,
        stripe,
        mailbox,
      ])
        part.clear()
      seed()
      hub.publish({ type: 'reset' })
    },
    async close() {
      lifetime.abort(new Error('the simulators stopped'))
      await world.deliveries.idle()
      await snapshot.flush()
    },
  }
}
