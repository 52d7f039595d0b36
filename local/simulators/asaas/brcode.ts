const field = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`

/** CRC-16/CCITT-FALSE, the check of a BR Code. */
export function crc16(text: string): string {
  let value = 0xffff
  for (const byte of Buffer.from(text, 'utf8')) {
    value ^= byte << 8
    for (let bit = 0; bit < 8; bit++)
      value = ((value & 0x8000 ? (value << 1) ^ 0x1021 : value << 1) & 0xffff) >>> 0
  }
  return value.toString(16).toUpperCase().padStart(4, '0')
}

/** The text of a dynamic PIX QR code ("copia e cola"). */
export function pixPayload(charge: { id: string; value: number; merchant: string; city: string }): string {
  const account = field('00', 'br.gov.bcb.pix') + field('25', `pix.zelo.test/qr/v2/${charge.id}`)
  const body =
    field('00', '01') +
    field('01', '12') +
    field('26', account) +
    field('52', '0000') +
    field('53', '986') +
    field('54', charge.value.toFixed(2)) +
    field('58', 'BR') +
    field('59', charge.merchant.slice(0, 25)) +
    field('60', charge.city.slice(0, 15)) +
    field('62', field('05', '***'))
  return `${body}6304${crc16(`${body}6304`)}`
}
