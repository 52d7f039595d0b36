import { z } from 'zod'
import { sampleNames } from '../core/sample-files.ts'
import { lidStyles } from '../evolution/keys.ts'

const choice = z.object({ id: z.string(), text: z.string() })

/** `POST /control/inbound`: a message that a patient writes. */
export const patientMessage = z.object({
  provider: z.enum(['evolution', 'twilio', 'whatsapp_cloud', 'messenger', 'instagram']),
  /** Evolution instance; the demo clinic's when absent. */
  instance: z.string().optional(),
  /** Twilio account SID, or id of an account of Meta; the demo clinic's when absent. */
  account: z.string().optional(),
  /** The number exactly as the provider reports it, with or without the ninth digit. */
  from: z.string().regex(/\d{6,}/),
  type: z
    .enum([
      'text',
      'image',
      'audio',
      'video',
      'gif',
      'document',
      'sticker',
      'location',
      'contact',
      'reaction',
      'button',
      'list',
      'pix',
      'form',
      'viewOnce',
      'edit',
      'delete',
      'reply',
      'other',
    ])
    .default('text'),
  text: z.string().default(''),
  /** Message id, where a test wants to choose it. */
  id: z.string().optional(),
  name: z.string().optional(),
  pushName: z.string().optional(),
  /** When it was written; now when absent. */
  at: z.coerce.date().optional(),
  /** The message that a reaction, an edit or a deletion is about. */
  target: z.string().optional(),
  replyTo: z.string().optional(),
  emoji: z.string().optional(),
  button: choice.optional(),
  list: z.object({ id: z.string(), title: z.string(), description: z.string().optional() }).optional(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  contact: z.object({ name: z.string(), phone: z.string() }).optional(),
  media: z
    .object({
      base64: z.string().optional(),
      /** Opus packets in base64, to be put into a voice note. */
      opusPackets: z.array(z.string()).optional(),
      /** A file of the demo instead of one's own. */
      sample: z.enum(sampleNames).optional(),
      mimetype: z.string().optional(),
      fileName: z.string().optional(),
    })
    .optional(),
  seconds: z.number().positive().default(2),
  /** Whether a sound was recorded in the chat; else it is a file like any other. */
  voice: z.boolean().default(true),
  /** A LID to hide behind; `false` shows the number of somebody known by a LID. */
  lid: z.union([z.string(), z.boolean()]).optional(),
  lidStyle: z.enum(lidStyles).default('alt'),
  /** Written on the clinic's own phone. */
  fromMe: z.boolean().default(false),
  group: z.string().optional(),
  /** They have a new profile picture, in base64. */
  picture: z.string().optional(),
  /** Said before anybody listened: the phone has it, and no webhook tells. */
  unheard: z.boolean().default(false),
  forwarded: z.boolean().default(false),
  /** Click id of the advertisement that the person came through. */
  ad: z.string().optional(),
  source: z.enum(['android', 'ios', 'web']).default('android'),
})

export type PatientMessage = z.infer<typeof patientMessage>
