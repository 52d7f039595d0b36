import { binary, type BinaryForm } from './binary.ts'
import type { Content, Fields } from './envelope.ts'

interface MediaOptions {
  /** What the random-looking fields are derived from; usually the message id. */
  seed: string
  mimetype?: string
  size?: number
  caption?: string
  binary?: BinaryForm
  /** Raw base64 of the file, where the webhook is set to carry it. */
  base64?: string
}

function encrypted(options: MediaOptions, folder: string): Fields {
  const { seed, binary: form } = options
  const path = `/v/${folder}/${Buffer.from(seed).toString('hex').slice(0, 24)}.enc`
  return {
    url: `https://mmg.whatsapp.net${path}?ccb=11-4&mms3=true`,
    fileSha256: binary(`${seed}:file`, form),
    fileLength: String(options.size ?? 52_046),
    mediaKey: binary(`${seed}:key`, form),
    fileEncSha256: binary(`${seed}:enc`, form),
    directPath: path,
    mediaKeyTimestamp: '1757208700',
  }
}

function media(messageType: string, fields: Fields, options: MediaOptions): Content {
  return {
    messageType,
    message: {
      [messageType]: fields,
      messageContextInfo: { deviceListMetadataVersion: 2 },
      ...(options.base64 ? { base64: options.base64 } : {}),
    },
    contextInfo: null,
  }
}

const caption = (options: MediaOptions): Fields => (options.caption ? { caption: options.caption } : {})

export function image(options: MediaOptions & { width?: number; height?: number }): Content {
  const fields = {
    ...encrypted(options, 't62.7118-24'),
    mimetype: options.mimetype ?? 'image/jpeg',
    ...caption(options),
    height: options.height ?? 720,
    width: options.width ?? 720,
    jpegThumbnail: binary(`${options.seed}:thumb`, options.binary),
    viewOnce: false,
  }
  return media('imageMessage', fields, options)
}

export function video(
  options: MediaOptions & { seconds?: number; roundNote?: boolean; gifPlayback?: boolean },
): Content {
  const fields = {
    ...encrypted(options, 't62.7161-24'),
    mimetype: options.mimetype ?? 'video/mp4',
    ...caption(options),
    seconds: options.seconds ?? 7,
    height: 848,
    width: 480,
    gifPlayback: options.gifPlayback ?? false,
  }
  return media(options.roundNote ? 'ptvMessage' : 'videoMessage', fields, options)
}

export function audio(options: MediaOptions & { seconds?: number; ptt?: boolean }): Content {
  const ptt = options.ptt ?? true
  const fields = {
    ...encrypted(options, 't62.7117-24'),
    mimetype: options.mimetype ?? (ptt ? 'audio/ogg; codecs=opus' : 'audio/mpeg'),
    seconds: options.seconds ?? 2,
    ptt,
    ...(ptt ? { waveform: binary(`${options.seed}:wave`, options.binary) } : {}),
  }
  return media('audioMessage', fields, options)
}

export function document(options: MediaOptions & { fileName: string; pages?: number }): Content {
  const fields = {
    ...encrypted(options, 't62.7119-24'),
    mimetype: options.mimetype ?? 'application/pdf',
    title: options.fileName,
    fileName: options.fileName,
    pageCount: options.pages ?? 1,
    ...caption(options),
  }
  return media('documentMessage', fields, options)
}

/** A document with a caption: the wrapper stays in the content, the type is rewritten. */
export function documentWithCaption(options: MediaOptions & { fileName: string }): Content {
  const inner = document(options)
  return {
    messageType: 'documentMessage',
    message: { documentWithCaptionMessage: { message: { documentMessage: inner.message.documentMessage } } },
    contextInfo: null,
  }
}

export function sticker(options: MediaOptions & { animated?: boolean }): Content {
  const fields = {
    ...encrypted(options, 't62.15575-24'),
    mimetype: options.mimetype ?? 'image/webp',
    isAnimated: options.animated ?? false,
    isAvatar: false,
    stickerSentTs: '1757208700000',
  }
  return media('stickerMessage', fields, options)
}
