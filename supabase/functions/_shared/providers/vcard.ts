/** Phone numbers of a vCard: WhatsApp's own id where the card has one, else what the card says. */
export function phonesOfVcard(vcard: string): string[] {
  const phones: string[] = []
  for (const line of vcard.split(/\r?\n/)) {
    const match = /^(?:item\d+\.)?TEL([^:]*):(.+)$/i.exec(line)
    if (!match) continue
    const waid = /waid=(\d{5,15})/i.exec(match[1] ?? '')?.[1]
    const phone = waid ? `+${waid}` : (match[2] ?? '').trim()
    if (phone !== '' && !phones.includes(phone)) phones.push(phone)
  }
  return phones
}

/** Formatted name of a vCard. */
export function nameOfVcard(vcard: string): string | null {
  return /^FN[^:]*:(.+)$/im.exec(vcard)?.[1]?.trim() || null
}
