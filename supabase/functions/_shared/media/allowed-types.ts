/** How a file is shown: what its content is, whatever the message called it. */
export type ShownAs = 'image' | 'sticker' | 'voice' | 'audio' | 'video' | 'document'

interface AllowedType {
  extension: string
  family: 'image' | 'audio' | 'video' | 'document'
}

const word = 'application/vnd.openxmlformats-officedocument'

/** Every type that is stored. What is not here is refused, whatever its label says. */
export const allowedTypes: Readonly<Record<string, AllowedType>> = {
  'image/jpeg': { extension: 'jpg', family: 'image' },
  'image/png': { extension: 'png', family: 'image' },
  'image/webp': { extension: 'webp', family: 'image' },
  'image/gif': { extension: 'gif', family: 'image' },
  'audio/ogg': { extension: 'ogg', family: 'audio' },
  'audio/mpeg': { extension: 'mp3', family: 'audio' },
  'audio/mp4': { extension: 'm4a', family: 'audio' },
  'audio/aac': { extension: 'aac', family: 'audio' },
  'audio/amr': { extension: 'amr', family: 'audio' },
  'video/mp4': { extension: 'mp4', family: 'video' },
  'video/quicktime': { extension: 'mov', family: 'video' },
  'video/3gpp': { extension: '3gp', family: 'video' },
  'application/pdf': { extension: 'pdf', family: 'document' },
  [`${word}.wordprocessingml.document`]: { extension: 'docx', family: 'document' },
  [`${word}.spreadsheetml.sheet`]: { extension: 'xlsx', family: 'document' },
  [`${word}.presentationml.presentation`]: { extension: 'pptx', family: 'document' },
  'text/plain': { extension: 'txt', family: 'document' },
  'text/csv': { extension: 'csv', family: 'document' },
}

/** Other names that recognisers have for the same types. */
const aliases: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
  'video/3gpp2': 'video/3gpp',
}

/** A type as we name it: lower case, without parameters, by one of its names. */
export function plainType(type: string): string {
  const bare = type.split(';')[0]?.trim().toLowerCase() ?? ''
  return aliases[bare] ?? bare
}

/** How a file of an allowed type is shown. `kind` and `isVoice` are what WhatsApp says of the message. */
export function shownAs(type: string, kind: string | null, isVoice: boolean): ShownAs {
  if (type === 'image/webp' && kind === 'sticker') return 'sticker'
  if (type === 'audio/ogg' && isVoice) return 'voice'
  return allowedTypes[type]?.family ?? 'document'
}
