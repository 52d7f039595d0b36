import type { StackConfig } from '../config.ts'

/**
 * What the clocks would do within minutes with what the demo wrote is done before anybody looks: jobs that are due, summaries,
 * alerts, the audit's chains. A stack in which nobody acts stays as it is then.
 */
export async function settleDemo(config: StackConfig): Promise<void> {
  const work = async () => {
    // a job may make others: until none is due
    for (let round = 0, claimed = 1; claimed > 0 && round < 200; round += 1)
      claimed = (await callFunction<{ claimed: number }>(config, 'process-jobs')).claimed
  }
  await callFunction(config, 'send-session-reminders')
  await work()
  for (const task of ['reports', 'summaries', 'operations'])
    await callFunction(config, 'process-jobs', { task })
  await work()
  await callFunction(config, 'process-jobs', { task: 'audit' })
}

/** Calls a function as the scheduler does. */
export async function callFunction<Answer>(
  config: StackConfig,
  name: string,
  body: object = {},
): Promise<Answer> {
  const response = await fetch(`${config.urls.functions}/${name}`, {
    method: 'POST',
    headers: { apikey: config.secrets.secretKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(120_000),
  })
  if (!response.ok) throw new Error(`${name} answered ${response.status}`)
  return (await response.json()) as Answer
}
