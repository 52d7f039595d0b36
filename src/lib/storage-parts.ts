import { DetailedError, Upload as TusUpload, type PreviousUpload } from 'tus-js-client'
import { AppError } from './errors'
import { isThere, refusal, storageUrl, type Upload } from './storage'
import { bearerToken, publishableKey } from './supabase'

/** Size of a part; the hosted Storage API takes no other. */
const partBytes = 6 * 1024 * 1024

/**
 * Puts a file part by part in the tus protocol: what has arrived stays, also over a reload, and the next attempt goes on
 * from there. Throws AppError.
 */
export async function putInParts({
  bucket,
  path,
  file,
  mimeType,
  signal,
  onProgress,
}: Upload): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const upload = new TusUpload(file, {
      endpoint: `${storageUrl}/upload/resumable`,
      chunkSize: partBytes,
      retryDelays: [0, 1_000, 3_000],
      headers: { apikey: publishableKey, 'x-upsert': 'false' },
      metadata: { bucketName: bucket, objectName: path, contentType: mimeType },
      fingerprint: () => Promise.resolve(`zelo.upload.${path}`),
      removeFingerprintOnSuccess: true,
      uploadDataDuringCreation: true,
      onBeforeRequest: async (request) => request.setHeader('Authorization', `Bearer ${await bearerToken()}`),
      onProgress: (sent, total) => onProgress(total ? sent / total : 0),
      onSuccess: () => resolve(),
      onError: (error) => {
        const answer = error instanceof DetailedError ? error.originalResponse : null
        if (answer === null) reject(new AppError('network', error.message))
        else if (isThere(answer.getStatus(), answer.getBody())) resolve()
        else reject(refusal(answer.getStatus(), answer.getBody()))
      },
    })
    signal.addEventListener('abort', () => {
      void upload.abort(true).catch(() => undefined)
      reject(signal.reason)
    })
    void upload.findPreviousUploads().then((earlier: PreviousUpload[]) => {
      if (signal.aborted) return reject(signal.reason)
      if (earlier[0]) upload.resumeFromPreviousUpload(earlier[0])
      upload.start()
    }, reject)
  })
}
