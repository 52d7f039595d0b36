import { addressesIn } from '@/lib/storage-addresses'

/** Where the files of conversations open. */
export const { addressOf, useAddress } = addressesIn('whatsapp-media')
