import {
  StorageFailed,
  type Bucket as BucketName,
  type ObjectStore,
} from '../../../supabase/functions/_shared/media/object-store.ts'

/** The bucket, played: its objects, and whether it answers. */
export interface Bucket extends ObjectStore {
  objects: Map<string, { bytes: Uint8Array; type: string }>
  isDown: boolean
  in(bucket: BucketName): Bucket
}

/** A bucket in memory, and the one of patients beside it. */
export function createBucket(): Bucket {
  const objects: Bucket['objects'] = new Map()
  const others = new Map<BucketName, Bucket>()
  const up = (): Promise<void> =>
    bucket.isDown ? Promise.reject(new StorageFailed('The storage did not answer.')) : Promise.resolve()
  const bucket: Bucket = {
    objects,
    isDown: false,
    in(name) {
      if (name === 'whatsapp-media') return bucket
      const other = others.get(name) ?? createBucket()
      others.set(name, other)
      return other
    },
    async put(path, bytes, type) {
      await up()
      const whole =
        bytes instanceof Uint8Array ? bytes : new Uint8Array(await new Response(bytes).arrayBuffer())
      objects.set(path, { bytes: whole, type })
    },
    async get(path, limit) {
      await up()
      const object = objects.get(path)
      if (!object) return null
      return { bytes: object.bytes.byteLength > limit ? 'too_large' : object.bytes }
    },
    async remove(paths) {
      await up()
      for (const path of paths) objects.delete(path)
    },
    async sign(path, seconds, downloadName) {
      await up()
      const download = downloadName === null ? '' : `&download=${encodeURIComponent(downloadName)}`
      return `https://zelo.test/storage/v1/object/sign/whatsapp-media/${path}?token=${seconds}${download}`
    },
  }
  return bucket
}
