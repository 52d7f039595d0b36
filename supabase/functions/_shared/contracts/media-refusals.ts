/** Why a file is not taken (`media.reason` of a refused one, and the hint of `media_refused`); each has its sentence in the app's locales (`media.refused.<reason>`). */
export const mediaRefusals = [
  'empty',
  'type_not_allowed',
  'unknown_type',
  'corrupt',
  'dimensions',
  'too_large',
] as const

export type MediaRefusal = (typeof mediaRefusals)[number]
