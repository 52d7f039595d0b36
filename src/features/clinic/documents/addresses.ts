import { downloadFrom } from '@/lib/download'
import { asDownload } from '@/lib/storage'
import { addressesIn } from '@/lib/storage-addresses'
import type { PatientFile } from './types'

const addresses = addressesIn('patient-files')

/** Where files of patients open; somebody who may not open one gets no address. */
export const { useAddress } = addresses

/** Saves a file under its name; the storage answers with an attachment, whatever the file is. */
export async function saveFile({ path, name }: Pick<PatientFile, 'path' | 'name'>): Promise<void> {
  downloadFrom(asDownload(await addresses.addressOf(path), name))
}
