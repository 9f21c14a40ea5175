import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { figures } from './queries.ts'

const registry = new Registry()
collectDefaultMetrics({ register: registry })

const help: Record<string, string> = {
  organisations: 'Organisations of this installation.',
  readings: 'Readings that are not over, by state.',
  oldest_reading_seconds: 'Age of the newest finished reading of the organisation whose is the oldest.',
  offboarding_tasks: 'Tasks of offboardings that run or need attention.',
  database_bytes: 'Size of the database.',
  jobs: 'Jobs of the worker, by state; failed ones are tried no more.',
  oldest_waiting_job_seconds: 'For how long the oldest job that could run has waited.',
}

const gauges = new Map(
  Object.entries(help).map(([name, sentence]) => [
    name,
    new Gauge({
      name: `pomona_${name}`,
      help: sentence,
      labelNames: ['state'],
      registers: [registry],
    }),
  ]),
)

export const metricsMediaType = registry.contentType

/** The figures of the installation and of this process, in the text format of Prometheus. */
export const metrics = async (): Promise<string> => {
  for (const { name, state, value } of await figures()) {
    const gauge = gauges.get(name)
    if (value !== null) gauge?.set(state === '' ? {} : { state }, value)
  }
  return registry.metrics()
}
